import type { ApprovalRow } from '../../core/approval.ts';
import { UserError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Tx } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import { identityKey, type Person, type Shop } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import { beginExecution, twinOf } from '../begin-execution.ts';
import { touch } from '../cards.ts';
import type { House } from '../house.ts';
import { nameOf } from './card.ts';
import { type End, endRequest } from './end.ts';
import { lookAgain } from './look-again.ts';
import { audit } from './request.ts';
import { lockStakes, type Rules, weigh } from './rules.ts';
import { putStake } from './stake.ts';
import { endedMessage, NO_REASON, overText, waits } from './words.ts';

/** Who decides, by the account and on the platform of now. */
export type Decider = { shop: Shop; person: Person; account: string; via: string };

/**
 * Approves a request in somebody's name: never the requester's, under whatever account. It is looked at again first; the
 * decision and the execution that follows are one transaction, so two who approve at once begin one.
 */
export async function approve(house: House, by: Decider, row: ApprovalRow): Promise<Message> {
  if (row.state !== 'pending') return lateMessage(house, by, row);
  if (isPast(house, row)) return endNow(house, row, expired);
  if (isOwn(by, row))
    throw new UserError('approvals.own.title', {}, { lines: [text('approvals.own.remedy')] });
  const again = await lookAgain(house, row);
  if ('why' in again) return endNow(house, row, voided(by, again.why));
  const { plan, rules } = again;
  const outcome = await house.ledger.write(async (tx): Promise<Message | ApprovalRow> => {
    await lockStakes(tx, by.shop);
    const over = await weigh(tx, rules, { as: by.person, except: row.id });
    if (over !== null)
      return {
        tone: 'locked',
        title: text('approvals.beyond.title', { what: { text: row.appeal.what } }),
        lines: [overText(over), text('approvals.beyond.remedy')],
      };
    if ((await twinOf(house, tx, row)) !== null)
      return {
        tone: 'wait',
        title: text('talk.under-way.title'),
        lines: [text('approvals.under-way')],
      };
    return carryOut(house, tx, row, {
      by: by.person.id,
      via: by.via,
      account: by.account,
      plan,
      rules,
    });
  });
  return 'tone' in outcome ? outcome : lateMessage(house, by, outcome);
}

type Approved = { by: string; via: string | null; account: string; plan: unknown; rules: Rules };

/** For the first caller only. Returns the row as it is then, whoever decided it. */
export async function carryOut(
  house: House,
  tx: Tx,
  row: ApprovalRow,
  { by, via, account, plan, rules }: Approved,
): Promise<ApprovalRow> {
  const at = house.clock.now().epochMilliseconds;
  const first = await tx.approvals.decide(row.id, 'pending', {
    state: 'approved',
    decidedBy: by,
    decidedAt: at,
    decidedVia: via,
  });
  const decided = (await tx.approvals.get(row.id)) ?? row;
  if (!first) return decided;
  const { id, command, shop, requester: person, input, address, reader } = row;
  await putStake(tx, { ...row, stake: rules.stake }, at);
  await audit(tx, decided, { action: 'approved', at, actor: by, account });
  await beginExecution(house, tx, {
    id,
    command,
    shop,
    person,
    account: row.account,
    input,
    plan: plan as Json,
    address,
    reader,
  });
  await tx.dues.remove(`approval:${id}`);
  await touch(house, tx, `approval:${id}`);
  return decided;
}

/** Rejects a request, or takes one's own back. */
export async function reject(
  house: House,
  by: Decider,
  row: ApprovalRow,
  reason: string | null,
): Promise<Message> {
  if (row.state !== 'pending') return lateMessage(house, by, row);
  if (isPast(house, row)) return endNow(house, row, expired);
  const why = reason === NO_REASON ? null : reason;
  const { name, id } = by.person;
  return endNow(house, row, {
    state: 'rejected',
    by: id,
    name,
    account: by.account,
    via: by.via,
    why,
  });
}

async function endNow(house: House, row: ApprovalRow, end: End): Promise<Message> {
  const ended = await house.ledger.write((tx) => endRequest(house, tx, row, end));
  const message = endedMessage(ended.row, await nameOf(house, ended.row.decidedBy));
  return ended.first ? message : { ...message, lines: [...(message.lines ?? []), unchanged] };
}

const unchanged = text('approvals.late');

export const expired: End = {
  state: 'expired',
  by: 'system',
  name: '',
  account: 'system',
  via: null,
  why: null,
};

function voided({ person, account, via }: Decider, why: string): End {
  return { state: 'void', by: person.id, name: person.name, account, via, why };
}

function isPast(house: House, { expiresAt, over }: ApprovalRow): boolean {
  return !waits(over) && expiresAt <= house.clock.now().epochMilliseconds;
}

/** One person is one person on every platform, and an account stays who it was. */
function isOwn({ person, account }: Decider, row: ApprovalRow): boolean {
  const accounts = [account, ...person.identities.map(identityKey)];
  return person.id === row.requester || accounts.includes(row.account);
}

/** What became of it. A tap that came second is told so; one that is looked at twice after a crash is not. */
async function lateMessage(house: House, { person }: Decider, row: ApprovalRow): Promise<Message> {
  const message = endedMessage(row, await nameOf(house, row.decidedBy));
  if (row.decidedBy !== person.id)
    return { ...message, lines: [...(message.lines ?? []), unchanged] };
  if (row.state !== 'approved') return message;
  const requester = await nameOf(house, row.requester);
  const follows = text('approvals.follows', { requester });
  return { ...message, lines: [...(message.lines ?? []), follows] };
}
