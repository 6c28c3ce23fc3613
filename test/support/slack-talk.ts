import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import type { ActionRow } from '../../src/core/ledger.ts';
import type { Message } from '../../src/sandbox/slack/types.ts';
import { CHANNEL, SLACK_OPERATOR, TEAM, type TestShop } from './shop.ts';

const ACCOUNT = 'acct-baan-suan';

/** A charge of ฿1,500.00 that was paid. */
export function paid(shop: TestShop): string {
  return shop.opn.seed(ACCOUNT, { amount: 150_000, currency: 'THB', description: 'Order 1001' }).id;
}

/** What stands in a channel once nothing is left to do. */
export async function settled(shop: TestShop, channel = CHANNEL): Promise<readonly Message[]> {
  await shop.tenban.house.queue.settled();
  return shop.slack.channel(channel);
}

export function last(messages: readonly Message[]): Message {
  const message = messages.at(-1);
  assert.ok(message);
  return message;
}

/** Everything that a message shows, as it went over the wire. */
export function words(message: Message): string {
  return JSON.stringify(message.blocks) + message.text;
}

type Request = { shift?: number; secret?: string; type?: string };

/** A request as Slack would sign it, or not: `shift` is how many seconds its timestamp is off. */
export async function post(
  shop: TestShop,
  body: string,
  { shift = 0, secret, type = 'application/x-www-form-urlencoded' }: Request = {},
): Promise<{ status: number; body: string }> {
  const key = secret ?? shop.config.slack?.signingSecret ?? '';
  const timestamp = String(Math.floor(shop.clock.now().epochMilliseconds / 1000) + shift);
  const signature = `v0=${createHmac('sha256', key).update(`v0:${timestamp}:${body}`).digest('hex')}`;
  const answer = await fetch(`http://127.0.0.1:${shop.tenban.port}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-signature': signature,
      'x-slack-request-timestamp': timestamp,
    },
  });
  return { status: answer.status, body: await answer.text() };
}

/** A tap on a button by its token, as Slack posts it, also when the button is not shown any more. */
export function tapBody(
  token: string,
  { user = SLACK_OPERATOR, trigger = '1.2.tap' } = {},
): string {
  return interaction(user, {
    type: 'block_actions',
    channel: { id: CHANNEL },
    trigger_id: trigger,
    actions: [{ type: 'button', action_id: 'a', block_id: 'b', value: token, action_ts: '1.2' }],
  });
}

/** A form as Slack posts it, also one that nobody has opened. */
export function formBody(view: object): string {
  return interaction(SLACK_OPERATOR, {
    type: 'view_submission',
    trigger_id: '1.2.form',
    view: { id: 'V1', hash: 'h', callback_id: 'tenban-form', ...view },
  });
}

function interaction(user: string, payload: object): string {
  const from = { team: { id: TEAM }, user: { id: user, team_id: TEAM } };
  return new URLSearchParams({ payload: JSON.stringify({ ...from, ...payload }) }).toString();
}

/** The token of a button or form that an earlier Tenban left behind, whose command this one does not have. */
export async function leftBehind({ tenban, clock }: TestShop): Promise<string> {
  const { ledger, tokens } = tenban.house;
  const id = tokens.newId();
  const now = clock.now().epochMilliseconds;
  const row: ActionRow = {
    id,
    kind: 'open',
    command: 'of-yesterday',
    input: {},
    seen: null,
    shop: 'baan-suan',
    conversation: `slack:${TEAM}/${CHANNEL}`,
    outbox: null,
    of: null,
    said: null,
    createdAt: now,
    expiresAt: now + 3_600_000,
    usedBy: null,
    usedAt: null,
  };
  await ledger.write((tx) => tx.actions.add([row]));
  return tokens.sign(id);
}

/** The token of the button with this label. */
export function tokenOf(message: Message, label: string): string {
  const buttons = JSON.stringify(message.blocks).matchAll(
    /"text":"([^"]*)","emoji":false\}[^[\]]*?"value":"([^"]+)"/g,
  );
  const found = [...buttons].find(([, text]) => text === label);
  assert.ok(found, `no button ${label}`);
  return found[2] ?? '';
}
