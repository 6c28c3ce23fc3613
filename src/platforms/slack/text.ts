import type { types } from '@slack/bolt';
import { cut, type Limit, oneLine, visible } from '../../lib/cut.ts';

type PlainText = types.PlainTextElement;

/** Slack refuses an empty text, so a value that shows nothing is drawn as a dash. */
export function filled(text: string): string {
  const shown = visible(text).trim();
  return shown === '' ? '–' : shown;
}

/**
 * Words shown exactly as they are: no bold, no mention, no link, no `:emoji:` by name, whoever wrote them.
 * https://docs.slack.dev/reference/block-kit/composition-objects/text-object
 */
export function plain(text: string, limit: Limit): PlainText {
  return { type: 'plain_text', text: cut(filled(text), limit), emoji: false };
}

/** `plain` on one line. */
export function plainLine(text: string, limit: Limit): PlainText {
  return plain(oneLine(text), limit);
}

/** For texts that Slack reads as mrkdwn. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Letters, digits and signs that mean nothing in mrkdwn: such a text may stand between two stars. */
const UNMARKED = /^[\p{L}\p{M}\p{N} ().,/%฿·'’-]+$/u;

/** Bold when nothing in the text could be taken for markup, else as it is. Only a whole text is bold in every script. */
export function bold(text: string, limit: Limit): PlainText | types.MrkdwnElement {
  const element = plainLine(text, limit);
  if (!UNMARKED.test(element.text)) return element;
  return { type: 'mrkdwn', text: `*${element.text}*`, verbatim: true };
}
