import { checkAction } from './limits-action.ts';
import {
  checkOneOf,
  checkSize,
  checkText,
  checkUri,
  each,
  isNode,
  type Node,
  type Place,
  type Problem,
} from './limits-check.ts';

const KINDS = ['buttons', 'confirm', 'carousel', 'image_carousel'];
const dotted = (at: string, name: string): string => `${at}.${name}`;

/** Problems of a template. https://developers.line.biz/en/reference/messaging-api/#template-messages */
export function checkTemplate({ value, at }: Place): Problem[] {
  if (!isNode(value)) return [{ message: 'May not be empty', property: at }];
  const place = (name: string): Place => ({ value: value[name], at: dotted(at, name) });
  const kind = checkOneOf(place('type'), KINDS);
  switch (value['type']) {
    case 'confirm':
      return [
        ...checkText(place('text'), { max: 240, unit: 'graphemes' }),
        ...checkSize(place('actions'), 2, 2),
        ...checkActions(place('actions')),
      ];
    case 'buttons':
      return checkColumn({ value, at }, { text: 160, actions: 4 });
    case 'carousel':
      return [
        ...checkSize(place('columns'), 1, 10),
        ...each(place('columns'), (column) => checkColumn(column, { text: 120, actions: 3 })),
        ...checkEvenActions(place('columns')),
      ];
    case 'image_carousel':
      return [...checkSize(place('columns'), 1, 10), ...each(place('columns'), checkImageColumn)];
    default:
      return kind;
  }
}

function checkColumn({ value, at }: Place, max: { text: number; actions: number }): Problem[] {
  if (!isNode(value)) return [{ message: 'May not be empty', property: at }];
  const place = (name: string): Place => ({ value: value[name], at: dotted(at, name) });
  const beside = value['title'] !== undefined || value['thumbnailImageUrl'] !== undefined;
  return [
    ...checkText(place('title'), { max: 40, unit: 'graphemes', optional: true }),
    ...checkText(place('text'), { max: beside ? 60 : max.text, unit: 'graphemes' }),
    ...checkImage(value, place),
    ...checkSize(place('actions'), 1, max.actions),
    ...checkActions(place('actions')),
  ];
}

function checkImage(column: Node, place: (name: string) => Place): Problem[] {
  if (column['thumbnailImageUrl'] === undefined) return [];
  return checkUri(place('thumbnailImageUrl'), 2000, ['https:']);
}

function checkImageColumn({ value, at }: Place): Problem[] {
  if (!isNode(value)) return [{ message: 'May not be empty', property: at }];
  const action = { value: value['action'], at: `${at}.action` };
  return [
    ...checkUri({ value: value['imageUrl'], at: `${at}.imageUrl` }, 2000, ['https:']),
    ...checkAction(action, { label: 12, labelOptional: true }, dotted),
  ];
}

function checkActions(actions: Place): Problem[] {
  return each(actions, (action) => checkAction(action, { label: 20 }, dotted));
}

function checkEvenActions({ value, at }: Place): Problem[] {
  const columns: unknown[] = Array.isArray(value) ? value : [];
  const sizes = columns.map((column) =>
    isNode(column) && Array.isArray(column['actions']) ? column['actions'].length : 0,
  );
  if (new Set(sizes).size <= 1) return [];
  return [{ message: 'the number of actions in each column must be the same', property: at }];
}
