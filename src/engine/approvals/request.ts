import type { ApprovalRow, Over } from '../../core/approval.ts';
import type { Json } from '../../core/json.ts';
import type { ActionRow, Tx } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import type { Shop } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import type { House } from '../house.ts';
import { post } from '../post.ts';
import { retire } from '../redraw.ts';
import { readerOf, type Turn } from '../turn.ts';
import { halfTime } from './card.ts';
import { readerFor, type Told } from './people.ts';
import type { Rules } from './rules.ts';
import { hashOf, putStake } from './stake.ts';
import { askedMessage } from './words.ts';

/** How long a second person has. */
const OPEN_FOR = 24 * 3_600_000;

type Asking = {
  turn: Turn;
  row: ActionRow;
  rules: Rules;
  /** Who may approve it. */
  approvers: readonly Told[];
  over: Over;
  planned: { plan: Json; seen: string };
};

/** Stores the request with its stake and tells everybody who may approve it. What is said to the requester is returned. */
export async function askApproval(house: House, tx: Tx, asking: Asking): Promise<Message> {
  const { row, rules, approvers } = asking;
  const approval = await approvalRow(house, tx, asking);
  await tx.approvals.add(approval);
  await putStake(tx, approval, approval.createdAt);
  await tell(house, tx, { approval, shop: rules.shop, to: approvers, when: 'asked' });
  await tx.dues.put({
    key: `approval:${approval.id}`,
    kind: 'approval',
    at: approvers.length === 0 ? approval.expiresAt : halfTime(approval),
    payload: { id: approval.id },
  });
  await audit(tx, approval, { action: 'asked', at: approval.createdAt, actor: approval.requester });
  await retire(house, tx, row, rules.requester.name);
  return askedMessage(approval, approvers);
}

async function approvalRow(
  house: House,
  tx: Tx,
  { turn, row, rules, planned, over }: Asking,
): Promise<ApprovalRow> {
  const { shop, command, stake, appeal, requester } = rules;
  const { reply: _, ...address } = turn.inbound.address;
  const now = house.clock.now().epochMilliseconds;
  return {
    id: row.id,
    number: await tx.counters.next(`approvals:${shop.id}`),
    shop: shop.id,
    command,
    input: row.input,
    plan: planned.plan,
    seen: planned.seen,
    stake,
    over,
    appeal,
    hash: hashOf({ shop: shop.id, command, input: row.input, stake }),
    requester: requester.id,
    account: turn.account,
    address,
    reader: readerOf(turn, shop),
    state: 'pending',
    version: 1,
    decidedBy: null,
    decidedAt: null,
    decidedVia: null,
    why: null,
    createdAt: now,
    expiresAt: now + OPEN_FOR,
  };
}

type Telling = {
  approval: ApprovalRow;
  shop: Shop;
  to: readonly Told[];
  /** Told once per person and occasion. */
  when: 'asked' | 'reminded' | 'escalated';
};

export async function tell(
  house: House,
  tx: Tx,
  { approval, shop, to, when }: Telling,
): Promise<void> {
  const title = text('approvals.title.pending', { what: { text: approval.appeal.what } });
  for (const { person, address } of to)
    await post(house, tx, {
      key: `approval:${approval.id}:${when}:${person.id}`,
      address,
      reader: readerFor({ person, shop }),
      message: { tone: 'plain', title },
      weight: 'urgent',
      about: `approval:${approval.id}`,
    });
}

type Event = { action: string; at: number; actor: string; account?: string };

/** One line in the shop's audit chain, with the amount. */
export async function audit(
  tx: Tx,
  row: ApprovalRow,
  { action, at, actor, account = row.account }: Event,
): Promise<void> {
  const { shop, command, number, stake, why } = row;
  await tx.audit.append({
    shop,
    at,
    actor,
    account: actor === 'system' ? 'system' : account,
    action: `approval.${action}`,
    subject: stake?.subject ?? command,
    detail: {
      request: row.id,
      number,
      command,
      requester: row.requester,
      hash: row.hash,
      why,
      ...stake?.money,
    },
  });
}
