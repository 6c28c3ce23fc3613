import {
  checkNames,
  checkSize,
  checkString,
  checkTextObject,
  checkUnique,
  checkUrl,
  each,
  inside,
  items,
  isNode,
  type Place,
  problem,
  type Problem,
} from './limits-check.ts';
import { checkActionIds, checkElement } from './limits-element.ts';

export type Surface = 'message' | 'modal' | 'home';

const MOST: Record<Surface, number> = { message: 50, modal: 100, home: 100 };
const TAPPABLE = ['button', 'static_select'];
const FILLABLE = ['plain_text_input', 'static_select'];

/**
 * Problems of the blocks of a message or view. Only blocks that every client has known for years are taken, which are all
 * that Tenban draws: nothing else can be sent by mistake.
 * https://docs.slack.dev/reference/block-kit/blocks
 */
export function checkBlocks(place: Place, surface: Surface): Problem[] {
  const ids = items(place).map((block) => inside(block, 'block_id'));
  return [
    ...checkSize(place, surface === 'message' ? 1 : 0, MOST[surface]),
    ...each(place, (block) => checkBlock(block, surface)),
    ...checkUnique(ids, 'block_id'),
  ];
}

function checkBlock(place: Place, surface: Surface): Problem[] {
  if (!isNode(place.value)) return problem('must be an object', place.at);
  const id = checkString(inside(place, 'block_id'), { max: 255, optional: true });
  return [...id, ...checkBody(place, surface)];
}

function checkBody(place: Place, surface: Surface): Problem[] {
  const type = inside(place, 'type');
  const names = (...allowed: string[]): Problem[] =>
    checkNames(place, ['type', 'block_id'], allowed);
  switch (type.value) {
    case 'header':
      return [
        ...checkTextObject(inside(place, 'text'), { max: 150, plain: true }),
        ...names('text'),
      ];
    case 'section':
      return [...checkSection(place), ...names('text', 'fields', 'accessory', 'expand')];
    case 'context':
      return [...checkContext(inside(place, 'elements')), ...names('elements')];
    case 'divider':
      return names();
    case 'actions':
      return [...checkActions(inside(place, 'elements')), ...names('elements')];
    case 'image':
      return [...checkImage(place), ...names('image_url', 'alt_text', 'title')];
    case 'input':
      return [
        ...checkInput(place, surface),
        ...names('label', 'element', 'hint', 'optional', 'dispatch_action'),
      ];
    default:
      return problem(`unsupported type: ${String(type.value)}`, type.at);
  }
}

function checkSection(place: Place): Problem[] {
  const text = inside(place, 'text');
  const fields = inside(place, 'fields');
  const accessory = inside(place, 'accessory');
  if (text.value === undefined && fields.value === undefined) {
    return problem('missing required field: text or fields', place.at);
  }
  return [
    ...checkTextObject(text, { max: 3000, optional: true }),
    ...(fields.value === undefined ? [] : checkSize(fields, 1, 10)),
    ...each(fields, (field) => checkTextObject(field, { max: 2000 })),
    ...(accessory.value === undefined ? [] : checkElement(accessory, TAPPABLE)),
  ];
}

function checkContext(elements: Place): Problem[] {
  return [
    ...checkSize(elements, 1, 10),
    ...each(elements, (element) =>
      inside(element, 'type').value === 'image'
        ? checkImage(element)
        : checkTextObject(element, { max: 3000 }),
    ),
  ];
}

function checkActions(elements: Place): Problem[] {
  return [
    ...checkSize(elements, 1, 25),
    ...each(elements, (element) => checkElement(element, TAPPABLE)),
    ...checkActionIds(elements),
  ];
}

function checkImage(place: Place): Problem[] {
  return [
    ...checkUrl(inside(place, 'image_url'), ['http:', 'https:']),
    ...checkString(inside(place, 'alt_text'), { max: 2000 }),
    ...checkTextObject(inside(place, 'title'), { max: 2000, plain: true, optional: true }),
  ];
}

function checkInput(place: Place, surface: Surface): Problem[] {
  const inMessage = surface === 'message' ? problem('unsupported type: input', place.at) : [];
  return [
    ...inMessage,
    ...checkTextObject(inside(place, 'label'), { max: 2000, plain: true }),
    ...checkTextObject(inside(place, 'hint'), { max: 2000, plain: true, optional: true }),
    ...checkElement(inside(place, 'element'), FILLABLE),
  ];
}
