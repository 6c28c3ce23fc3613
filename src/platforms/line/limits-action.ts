import {
  checkOneOf,
  checkText,
  checkUri,
  isNode,
  type Node,
  type Place,
  type Problem,
} from './limits-check.ts';

/** Where an action stands decides how long its label may be, in grapheme clusters, and whether it needs one. */
export type ActionRule = { label: number; labelOptional?: true; quickReply?: true };

const URI_SCHEMES = ['http:', 'https:', 'line:', 'tel:'];
const PICKER = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  time: /^\d{2}:\d{2}$/,
  datetime: /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}$/,
};
const ANYWHERE = ['postback', 'message', 'uri', 'datetimepicker', 'clipboard'];
const QUICK_REPLY_ONLY = ['camera', 'cameraRoll', 'location'];

/**
 * Problems of an action object. `nested` joins a property to its parent's place, since Flex writes paths its own way.
 * https://developers.line.biz/en/reference/messaging-api/#action-objects
 */
export function checkAction(
  { value, at }: Place,
  rule: ActionRule,
  nested: (at: string, name: string) => string,
): Problem[] {
  if (!isNode(value)) return [{ message: 'May not be empty', property: at }];
  const place = (name: string): Place => ({ value: value[name], at: nested(at, name) });
  const allowed = rule.quickReply ? [...ANYWHERE, ...QUICK_REPLY_ONLY] : ANYWHERE;
  return [
    ...checkOneOf(place('type'), allowed),
    ...checkText(place('label'), {
      max: rule.label,
      unit: 'graphemes',
      ...(rule.labelOptional && { optional: true }),
    }),
    ...checkBody(value, place),
  ];
}

function checkBody(action: Node, place: (name: string) => Place): Problem[] {
  switch (action['type']) {
    case 'postback':
      return checkPostback(action, place);
    case 'message':
      return checkText(place('text'), { max: 300, unit: 'graphemes' });
    case 'uri':
      return checkUri(place('uri'), 1000, URI_SCHEMES);
    case 'datetimepicker':
      return checkPicker(action, place);
    case 'clipboard':
      return checkText(place('clipboardText'), { max: 1000 });
    default:
      return [];
  }
}

function checkPostback(action: Node, place: (name: string) => Place): Problem[] {
  const shown = { max: 300, unit: 'graphemes', optional: true } as const;
  const options = ['closeRichMenu', 'openRichMenu', 'openKeyboard', 'openVoice'];
  const both = action['text'] !== undefined && action['displayText'] !== undefined;
  return [
    ...checkText(place('data'), { max: 300 }),
    ...checkText(place('displayText'), shown),
    ...checkText(place('text'), shown),
    ...checkText(place('fillInText'), shown),
    ...(both
      ? [{ message: 'text and displayText may not both be set', property: place('text').at }]
      : []),
    ...(action['inputOption'] === undefined ? [] : checkOneOf(place('inputOption'), options)),
  ];
}

function checkPicker(action: Node, place: (name: string) => Place): Problem[] {
  const { mode } = action;
  const format = mode === 'date' || mode === 'time' || mode === 'datetime' ? PICKER[mode] : null;
  const times = ['initial', 'max', 'min'].filter((name) => action[name] !== undefined);
  const odd = times.filter((name) => !format?.test(String(action[name])));
  return [
    ...checkText(place('data'), { max: 300 }),
    ...checkOneOf(place('mode'), Object.keys(PICKER)),
    ...odd.map((name) => ({ message: 'invalid format', property: place(name).at })),
  ];
}
