import type { messagingApi } from '@line/bot-sdk';
import type { DrawnAction } from '../../core/platform.ts';
import { cut, oneLine } from '../../lib/cut.ts';
import { filled } from './parts.ts';
import { BUTTON } from './palette.ts';

const OPENABLE = ['http:', 'https:', 'line:', 'tel:'];
const URI_LENGTH = 1000;
/** Keeps a label of a few heavily stacked clusters from eating a bubble's bytes. */
const LABEL_UNITS = 160;

/** A button of a card. LINE cuts a label on screen after about twenty clusters; the limit is forty. */
export function button(action: DrawnAction): messagingApi.FlexButton {
  return { type: 'button', height: 'sm', ...lookOf(action), action: tap(action, 40) };
}

function lookOf(action: DrawnAction): Pick<messagingApi.FlexButton, 'style' | 'color'> {
  if (action.style === 'plain') return { style: 'url' in action ? 'link' : 'secondary' };
  return { style: 'primary', color: BUTTON[action.style] };
}

/** One of the answers above the keyboard. */
export function quickReplyItem(action: DrawnAction): messagingApi.QuickReplyItem {
  return { type: 'action', action: tap(action, 20) };
}

/** A tap shows its label in the chat as if it had been typed. */
function tap(action: DrawnAction, graphemes: number): messagingApi.Action {
  const label = cut(filled(oneLine(action.label)), { graphemes, utf16: LABEL_UNITS });
  if ('url' in action) return { type: 'uri', label, uri: new URL(action.url).href };
  return { type: 'postback', label, data: action.token, displayText: label };
}

/** Whether LINE takes it: it refuses a whole message for one address it does not like. */
export function isDrawable(action: DrawnAction): boolean {
  if (!('url' in action)) return true;
  const { href, protocol } = URL.parse(action.url) ?? { href: '', protocol: '' };
  return OPENABLE.includes(protocol) && href.length <= URI_LENGTH && /^[\x21-\x7e]+$/.test(href);
}
