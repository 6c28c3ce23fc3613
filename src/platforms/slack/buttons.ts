import type { types } from '@slack/bolt';
import type { Drawn, DrawnAction } from '../../core/platform.ts';
import { chunks, moreNote } from './facts.ts';
import { plainLine } from './text.ts';

type Block = types.KnownBlock;
type Tappable = DrawnAction & { token: string };

/** Slack's clients show about thirty letters of a label; the limit is seventy-five. */
const LABEL = { graphemes: 30, utf16: 75 };
const OPTION = { utf16: 75 };
const OPTION_VALUE = 75;
const URL_LENGTH = 3000;
const BUTTONS = 25;
/** https://docs.slack.dev/reference/block-kit/composition-objects/confirmation-dialog-object */
const DIALOG = { title: { utf16: 100 }, text: { utf16: 300 }, answer: { utf16: 30 } };
/** A card has one button that acts. More dialogs would take the room of what the card says. */
const DIALOGS = 3;
/** More choices than this are a list to choose from. */
const AS_BUTTONS = 5;
const CHOICES = 40;

/**
 * Buttons, then the choices of a question: as buttons too, or as a list when there are many. What there is no room for,
 * and addresses that cannot be opened, are counted in words.
 * https://docs.slack.dev/reference/block-kit/blocks/actions-block
 */
export function actionBlocks(message: Drawn): Block[] {
  const { asList, asButtons } = parted(message.choices);
  const listed = asList.slice(0, CHOICES);
  const buttons = [...message.actions, ...asButtons].filter(isDrawable);
  const kept = buttons.slice(0, BUTTONS);
  const all = message.actions.length + message.choices.length;
  const named = withFewDialogs(kept).map((action, index) => button(action, index));
  const blocks = chunks(named, BUTTONS).map((elements): Block => ({ type: 'actions', elements }));
  return [
    ...(listed.length === 0 ? [] : [choiceBlock(listed)]),
    ...blocks,
    ...moreNote(message, all - kept.length - listed.length),
  ];
}

function parted(choices: DrawnAction[]): { asList: Tappable[]; asButtons: DrawnAction[] } {
  if (choices.length <= AS_BUTTONS) return { asList: [], asButtons: choices };
  const asList = choices.filter(isListable);
  return { asList, asButtons: choices.filter((choice) => !isListable(choice)) };
}

function isListable(choice: DrawnAction): choice is Tappable {
  return 'token' in choice && choice.token.length <= OPTION_VALUE;
}

function choiceBlock(choices: Tappable[]): Block {
  const options = choices.map(({ label, token }) => ({
    text: plainLine(label, OPTION),
    value: token,
  }));
  return {
    type: 'actions',
    elements: [{ type: 'static_select', action_id: 'choose', options }],
  };
}

/** A link's button has no value: the tap is told to us but means nothing. */
function button(action: DrawnAction, index: number): types.Button {
  const face: types.Button = {
    type: 'button',
    action_id: `tap-${index}`,
    text: plainLine(action.label, LABEL),
    ...(action.style !== 'plain' && { style: action.style }),
    ...(action.confirm && { confirm: dialog(action.confirm) }),
  };
  if ('url' in action) return { ...face, url: new URL(action.url).href };
  return { ...face, value: action.token };
}

function withFewDialogs(actions: DrawnAction[]): DrawnAction[] {
  const asking = actions.filter(({ confirm }) => confirm !== undefined).slice(0, DIALOGS);
  return actions.map((action) => {
    if (asking.includes(action)) return action;
    const { confirm: _, ...rest } = action;
    return rest;
  });
}

function dialog({
  title,
  text,
  yes,
  no,
}: NonNullable<DrawnAction['confirm']>): types.ConfirmationDialog {
  return {
    title: plainLine(title, DIALOG.title),
    text: plainLine(text, DIALOG.text),
    confirm: plainLine(yes, DIALOG.answer),
    deny: plainLine(no, DIALOG.answer),
    style: 'danger',
  };
}

function isDrawable(action: DrawnAction): boolean {
  if (!('url' in action)) return true;
  const { href, protocol } = URL.parse(action.url) ?? { href: '', protocol: '' };
  return ['http:', 'https:'].includes(protocol) && href.length <= URL_LENGTH;
}
