import type { AnyShopCommand } from '../../core/command.ts';
import { may } from '../../core/people.ts';
import type { Person, Schedule, Shop } from '../../core/settings.ts';
import type { Address } from '../../core/platform.ts';
import { channelOf } from '../channel.ts';
import type { DueHandler } from '../dues.ts';
import type { House } from '../house.ts';
import { pause } from './pause.ts';
import { Planned, plannedRow, ruleOf } from './plan.ts';
import { runNow } from './run.ts';

/** Everything a run needs, as it is at that moment. */
export type Ready = {
  schedule: Schedule;
  command: AnyShopCommand;
  shop: Shop;
  person: Person;
  address: Address;
  /** The occurrence, epoch ms. */
  at: number;
};

/**
 * A schedule's time has come. The person it runs for must still be there and still have the right; if not it pauses, and
 * the shop's owners and the place of its answers are told.
 */
export const scheduleDue: DueHandler = async (house, row) => {
  const { schedule: id, at, rule } = Planned.parse(row.payload);
  const schedule = await house.settings.get('schedules', id);
  if (schedule === null || schedule.paused === 'asked') return {};
  if (rule !== ruleOf(schedule)) return { write: (tx) => tx.dues.put(plannedRow(house, schedule)) };
  // Paused by a run whose process died before anybody was told.
  const ready = schedule.paused ?? (await readiness(house, schedule, at));
  if (typeof ready === 'string') return pause(house, { schedule, why: ready, at });
  return runNow(house, ready);
};

async function readiness(
  house: House,
  schedule: Schedule,
  at: number,
): Promise<Ready | 'right' | 'person'> {
  const shop = await house.settings.get('shops', schedule.shop);
  const person = await house.settings.get('people', schedule.person);
  if (shop === null || person?.roles[shop.id] === undefined) return 'person';
  const command = house.commands.get(schedule.command);
  if (command === undefined || command.role === null || command.schedulable !== true)
    return 'right';
  const address: Address = schedule.answer;
  const known = house.platforms.has(address.platform);
  const { platform, conversation, kind } = address;
  const channel = known
    ? await channelOf(house, address)
    : { platform, id: conversation, kind, rule: null };
  if (!may({ identity: null, person }, command, shop, channel).ok) return 'right';
  return { schedule, command, shop, person, address, at };
}
