import { checkBlocks } from './limits-block.ts';
import {
  checkNames,
  checkOneOf,
  checkString,
  checkTextObject,
  inside,
  isNode,
  items,
  type Place,
  problem,
  type Problem,
} from './limits-check.ts';

export type { Problem } from './limits-check.ts';

const TEXT = 40_000;
/** Not in Slack's documentation; seen by users of Bolt (https://github.com/slackapi/bolt-js/issues/2509). */
const ALL_BLOCKS = 13_200;

/** Why Slack would refuse something: its error's name, and where. */
export type Refusal = { error: string; problems: Problem[] };

/**
 * Why Slack would refuse a message or, when its type is `modal` or `home`, a view; null when it would take it.
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export function refusalOf(payload: unknown): Refusal | null {
  const place = { value: payload, at: '' };
  const type = inside(place, 'type').value;
  return type === 'modal' || type === 'home' ? viewRefusal(place, type) : messageRefusal(place);
}

/** The problems alone; empty when Slack would take it. */
export function problems(payload: unknown): Problem[] {
  return refusalOf(payload)?.problems ?? [];
}

function messageRefusal(place: Place): Refusal | null {
  const text = inside(place, 'text');
  const blocks = inside(place, 'blocks');
  const size = items(blocks).length;
  if (!text.value && size === 0) return refusal('no_text', problem('no text and no blocks', ''));
  if (typeof text.value === 'string' && text.value.length > TEXT) {
    return refusal('msg_too_long', problem(`must be less than ${TEXT + 1} characters`, text.at));
  }
  if (blocks.value === undefined) return null;
  const found = checkBlocks(blocks, 'message');
  if (found.length > 0) return refusal('invalid_blocks', found);
  if (charactersOf(blocks.value) <= ALL_BLOCKS) return null;
  return refusal('msg_blocks_too_long', problem('too many characters in all', blocks.at));
}

function viewRefusal(place: Place, type: 'modal' | 'home'): Refusal | null {
  const ids = [
    ...checkString(inside(place, 'callback_id'), { max: 255, optional: true }),
    ...checkMetadata(inside(place, 'private_metadata')),
  ];
  const found = [
    ...ids,
    ...(type === 'modal' ? checkModal(place) : []),
    ...checkBlocks(inside(place, 'blocks'), type),
  ];
  return found.length === 0 ? null : refusal('invalid_arguments', found);
}

/** https://docs.slack.dev/reference/views/modal-views */
function checkModal(place: Place): Problem[] {
  const submit = inside(place, 'submit');
  const asks = items(inside(place, 'blocks')).some(
    (block) => inside(block, 'type').value === 'input',
  );
  return [
    ...checkOneOf(inside(place, 'type'), ['modal']),
    ...checkTextObject(inside(place, 'title'), { max: 24, plain: true }),
    ...checkTextObject(inside(place, 'close'), { max: 24, plain: true, optional: true }),
    ...checkTextObject(submit, { max: 24, plain: true, optional: true }),
    ...(asks && submit.value === undefined
      ? problem('a submit is needed when an input block is present', submit.at)
      : []),
    ...checkNames(place, [
      'type',
      'title',
      'blocks',
      'close',
      'submit',
      'private_metadata',
      'callback_id',
      'clear_on_close',
      'notify_on_close',
      'external_id',
    ]),
  ];
}

function checkMetadata({ value, at }: Place): Problem[] {
  if (value === undefined || value === '') return [];
  return checkString({ value, at }, { max: 3000 });
}

function refusal(error: string, found: Problem[]): Refusal {
  return { error, problems: found };
}

/** The length of all texts people see, wherever they stand. */
export function charactersOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + charactersOf(item), 0);
  if (!isNode(value)) return 0;
  const own = typeof value['text'] === 'string' ? value['text'].length : 0;
  return own + charactersOf(Object.values(value));
}
