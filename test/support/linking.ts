import assert from 'node:assert/strict';
import type { Message } from '../../src/sandbox/slack/types.ts';
import type { Answer, TestShop } from './shop.ts';
import { last, settled, words } from './slack-talk.ts';

/** The code in the newest of these answers that has one. */
export function codeIn(answers: readonly { text: string }[]): string {
  const found = answers
    .map(({ text }) => /[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(text)?.[0])
    .findLast((code) => code !== undefined);
  assert.ok(found, `no code in: ${answers.map(({ text }) => text).join(' / ')}`);
  return found;
}

/** Everything that was answered, as one text. */
export function said(answers: readonly Answer[]): string {
  return answers.map(({ text }) => text).join('\n');
}

/** Says something to Tenban in a direct Slack channel and returns the newest message there. */
export async function sayOnSlack(shop: TestShop, user: string, text: string): Promise<Message> {
  await shop.slack.command(user, shop.slack.direct(user), text);
  return last(await settled(shop, shop.slack.direct(user)));
}

/** Taps a button of the newest message that has it, in a direct Slack channel, and returns the newest message then. */
export async function tapOnSlack(shop: TestShop, user: string, label: string): Promise<Message> {
  const channel = shop.slack.direct(user);
  const shown = (await settled(shop, channel)).findLast((each) => words(each).includes(label));
  assert.ok(shown, `no message with ${label}`);
  await shop.slack.click(user, channel, shown.ts, label);
  return last(await settled(shop, channel));
}

export function codeOf(message: Message): string {
  return codeIn([{ text: words(message) }]);
}

/** Nok's charge-free way to see who is known: a person by name, as the settings have it. */
export async function personCalled(shop: TestShop, name: string) {
  const people = await shop.tenban.house.settings.list('people');
  return people.find((person) => person.name === name);
}
