import type { ApprovalRow } from '../../core/approval.ts';
import type { AnyShopCommand, Planned } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { may } from '../../core/people.ts';
import type { Person, Shop } from '../../core/settings.ts';
import { channelOf } from '../channel.ts';
import { shopContext } from '../context.ts';
import type { House } from '../house.ts';
import { readRules, type Rules } from './rules.ts';
import { hashOf } from './stake.ts';

/** Why a request is worth nothing any more: the facts changed, or the requester's right did. */
export type Void = 'changed' | 'right';

/**
 * Makes the requester's preview again, with the requester's right of now. What was asked must be what would be done, to the
 * facts that were seen. Throws UpstreamError when the remote system cannot be asked.
 */
export async function lookAgain(
  house: House,
  row: ApprovalRow,
): Promise<{ plan: unknown; rules: Rules } | { why: Void }> {
  const command = house.commands.get(row.command);
  const person = await house.settings.get('people', row.requester);
  const shop = await house.settings.get('shops', row.shop);
  if (command === undefined || command.role === null || shop === null) return { why: 'changed' };
  if (person === null) return { why: 'right' };
  const channel = await channelOf(house, row.address);
  if (!may({ identity: null, person }, command, shop, channel).ok) return { why: 'right' };
  const planned = await plannedAgain(house, row, { command, person, shop });
  if (planned === null || planned.guarded === undefined) return { why: 'changed' };
  const rules = await readRules(house, {
    shop,
    command: row.command,
    person,
    guarded: planned.guarded,
  });
  const hash = hashOf({ ...row, stake: rules.stake });
  if (planned.seen !== row.seen || hash !== row.hash) return { why: 'changed' };
  return { plan: planned.plan, rules };
}

type About = { command: AnyShopCommand; person: Person; shop: Shop };

/** Null when it can no longer be done, or only after a question. */
async function plannedAgain(
  house: House,
  row: ApprovalRow,
  { command, person, shop }: About,
): Promise<Planned<unknown> | null> {
  const given = command.input.safeParse(row.input);
  if (!given.success || command.preview === undefined) return null;
  const { locale } = row.reader;
  const channel = await channelOf(house, row.address);
  try {
    const about = { person, shop, shops: [shop], channel, locale };
    const context = await shopContext(house, command, about);
    const preview = await command.preview(given.data, context);
    return 'plan' in preview ? preview : null;
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}
