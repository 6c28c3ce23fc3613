import type { Planned } from '../core/command.ts';
import type { Json } from '../core/json.ts';
import type { ActionRow, ExecutionRow, Tx } from '../core/ledger.ts';
import type { Message } from '../core/message.ts';
import type { Person, Shop } from '../core/settings.ts';
import { text } from '../core/text.ts';
import { askApproval } from './approvals/request.ts';
import { putStake } from './approvals/stake.ts';
import { judge, lockStakes, type Rules, seenUnder, type Verdict } from './approvals/rules.ts';
import { nobodyMessage } from './approvals/words.ts';
import { beginExecution, twinOf } from './begin-execution.ts';
import { decidedMessage } from './decided.ts';
import { type House, shopCommand } from './house.ts';
import { previewMessage } from './preview.ts';
import { retire } from './redraw.ts';
import { openAction } from './refusals.ts';
import { readerOf, type Turn } from './turn.ts';

/** A tap on a confirm button and what it would do now. `rules` is null where no limit is about it. */
export type Begin = {
  turn: Turn;
  shop: Shop;
  row: ActionRow;
  preview: Planned<unknown>;
  rules: Rules | null;
  people: readonly Person[];
};

const FREE: Verdict = { over: null, approvers: [] };

/**
 * The first tap wins the row and becomes an execution, or a request for approval; every other tap is told so. When what was
 * seen or what the button promised has changed, nothing is done and the new preview is shown.
 */
export async function begin(house: House, tx: Tx, tap: Begin): Promise<Message | void> {
  const { turn, shop, row, preview, rules, people } = tap;
  if (rules !== null) await lockStakes(tx, shop);
  const used = (await tx.actions.get(row.id))?.usedAt ?? null;
  const who = { people, account: turn.account };
  if (used !== null) return decidedMessage(tx, row.id, who);
  const verdict = rules === null ? FREE : await judge(tx, rules);
  const twin = await twinOf(house, tx, { ...row, shop: shop.id });
  if (twin !== null) return underWayMessage(twin);
  if (seenUnder(preview.seen, verdict) !== row.seen) return changedMessage(house, tap, verdict);
  const nobody = rules === null ? null : nobodyMessage(rules, verdict);
  if (nobody !== null) return nobody;
  const now = house.clock.now().epochMilliseconds;
  if (!(await tx.actions.use(row.id, turn.account, now))) return decidedMessage(tx, row.id, who);
  if (rules !== null && verdict.over !== null) {
    const planned = { plan: preview.plan as Json, seen: preview.seen };
    const { over, approvers } = verdict;
    return askApproval(house, tx, { turn, row, rules, over, approvers, planned });
  }
  return carryOut(house, tx, tap, now);
}

async function carryOut(
  house: House,
  tx: Tx,
  { turn, shop, row, preview, rules }: Begin,
  now: number,
): Promise<void> {
  const { person } = turn.actor;
  if (person === null) throw new Error('only a known person confirms');
  const { id, command, input } = row;
  if (rules !== null) await putStake(tx, { ...rules, id, shop: shop.id }, now);
  await beginExecution(house, tx, {
    id,
    command,
    shop: shop.id,
    person: person.id,
    account: turn.account,
    input,
    plan: preview.plan as Json,
    address: turn.inbound.address,
    reader: readerOf(turn, shop),
  });
  await retire(house, tx, row, person.name);
}

/** Somebody changed the remote system or a limit between preview and tap: nothing is sent, the new facts are shown. */
function changedMessage(house: House, { row, preview, rules }: Begin, verdict: Verdict): Message {
  const nobody = rules === null ? null : nobodyMessage(rules, verdict);
  if (nobody !== null) return nobody;
  const fresh = previewMessage(shopCommand(house, row.command), row.input, { preview, verdict });
  return { ...fresh, tone: 'warn', lines: [text('talk.changed'), ...(fresh.lines ?? [])] };
}

function underWayMessage({ id }: ExecutionRow): Message {
  return {
    tone: 'wait',
    title: text('talk.under-way.title'),
    lines: [text('talk.under-way.remedy')],
    actions: [openAction('commands.check.label', 'check', { execution: id })],
  };
}
