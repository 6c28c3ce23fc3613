import {
  checkNames,
  checkOneOf,
  checkSize,
  checkString,
  checkTextObject,
  checkUnique,
  checkUrl,
  each,
  inside,
  items,
  type Place,
  problem,
  type Problem,
} from './limits-check.ts';

const LINKS = ['http:', 'https:', 'mailto:', 'tel:', 'slack:'];
const ID = { max: 255, optional: true } as const;

/**
 * Problems of an element in a block that takes elements of these types.
 * https://docs.slack.dev/reference/block-kit/block-elements
 */
export function checkElement(place: Place, allowed: readonly string[]): Problem[] {
  const type = inside(place, 'type');
  if (typeof type.value !== 'string' || !allowed.includes(type.value)) {
    return problem(`unsupported type: ${String(type.value)}`, type.at);
  }
  return [...checkString(inside(place, 'action_id'), ID), ...checkBody(place, type.value)];
}

function checkBody(place: Place, type: string): Problem[] {
  switch (type) {
    case 'button':
      return checkButton(place);
    case 'static_select':
      return checkSelect(place);
    case 'plain_text_input':
      return checkTextInput(place);
    default:
      return problem(`unsupported type: ${type}`, place.at);
  }
}

function checkButton(place: Place): Problem[] {
  const url = inside(place, 'url');
  const style = inside(place, 'style');
  return [
    ...checkTextObject(inside(place, 'text'), { max: 75, plain: true }),
    ...checkString(inside(place, 'value'), { max: 2000, optional: true }),
    ...checkString(inside(place, 'accessibility_label'), { max: 75, optional: true }),
    ...(url.value === undefined ? [] : checkUrl(url, LINKS)),
    ...(style.value === undefined ? [] : checkOneOf(style, ['primary', 'danger'])),
    ...checkConfirm(inside(place, 'confirm')),
    ...checkNames(place, [
      'type',
      'action_id',
      'text',
      'value',
      'url',
      'style',
      'confirm',
      'accessibility_label',
    ]),
  ];
}

/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
function checkConfirm(place: Place): Problem[] {
  if (place.value === undefined) return [];
  return [
    ...checkTextObject(inside(place, 'title'), { max: 100, plain: true }),
    ...checkTextObject(inside(place, 'text'), { max: 300 }),
    ...checkTextObject(inside(place, 'confirm'), { max: 30, plain: true }),
    ...checkTextObject(inside(place, 'deny'), { max: 30, plain: true }),
  ];
}

function checkSelect(place: Place): Problem[] {
  const options = inside(place, 'options');
  const initial = inside(place, 'initial_option');
  return [
    ...checkSize(options, 1, 100),
    ...each(options, checkOption),
    ...(initial.value === undefined ? [] : checkInitial(initial, options)),
    ...checkTextObject(inside(place, 'placeholder'), { max: 150, plain: true, optional: true }),
    ...checkConfirm(inside(place, 'confirm')),
    ...checkNames(place, [
      'type',
      'action_id',
      'options',
      'initial_option',
      'placeholder',
      'confirm',
      'focus_on_load',
    ]),
  ];
}

/** Slack's page and its own types disagree about a value's length (150 and 75); the lower holds for both. */
function checkOption(place: Place): Problem[] {
  return [
    ...checkTextObject(inside(place, 'text'), { max: 75 }),
    ...checkString(inside(place, 'value'), { max: 75 }),
    ...checkTextObject(inside(place, 'description'), { max: 75, optional: true }),
  ];
}

function checkInitial(initial: Place, options: Place): Problem[] {
  const same = JSON.stringify(initial.value);
  const known = items(options).some(({ value }) => JSON.stringify(value) === same);
  return known ? [] : problem('must exactly match one of the provided options', initial.at);
}

function checkTextInput(place: Place): Problem[] {
  const max = inside(place, 'max_length');
  const most = typeof max.value === 'number' ? max.value : 3000;
  const initial = inside(place, 'initial_value');
  return [
    ...(most >= 1 && most <= 3000 ? [] : problem('must be between 1 and 3000', max.at)),
    ...checkString(initial, { max: most, optional: true }),
    ...checkTextObject(inside(place, 'placeholder'), { max: 150, plain: true, optional: true }),
    ...checkNames(place, [
      'type',
      'action_id',
      'multiline',
      'initial_value',
      'placeholder',
      'min_length',
      'max_length',
      'focus_on_load',
    ]),
  ];
}

/** Elements of one block must be told apart. */
export function checkActionIds(elements: Place): Problem[] {
  const ids = items(elements).map((element) => inside(element, 'action_id'));
  return checkUnique(ids, 'action_id');
}
