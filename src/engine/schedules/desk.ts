import type { AnyShopCommand } from '../../core/command.ts';
import { dealWords } from '../../core/fields.ts';
import type { Tx } from '../../core/ledger.ts';
import { readCommand } from '../../core/parse/command-name.ts';
import { readTerms } from '../../core/parse/terms.ts';
import { splitWords } from '../../core/parse/words.ts';
import { type Channel, may } from '../../core/people.ts';
import { nextOccurrence } from '../../core/recurrence.ts';
import type { Scheduling, Wish } from '../../core/scheduling.ts';
import type { Person, Schedule, Shop } from '../../core/settings.ts';
import type { House } from '../house.ts';
import { plannedRow, scheduleKey } from './plan.ts';

type About = { shop: Shop; person: Person; channel: Channel; account: string };

/** The shop's scheduled commands, as a person may see and change them. */
export function schedulingFor(house: House, about: About): Scheduling {
  const { shop, person } = about;
  return {
    offered: schedulable(house)
      .filter((command) => isAllowed(command, about))
      .map(({ name }) => name),
    read: (said) => readWish(house, about, said),
    next: ({ paused, when, timeZone }) =>
      paused === null ? nextOccurrence(when, { zone: timeZone, after: house.clock.now() }) : null,

    async list() {
      const all = await house.settings.list('schedules');
      return all.filter((schedule) => schedule.shop === shop.id);
    },

    async add(wanted) {
      const stored = await house.settings.update(
        'schedules',
        wanted.id,
        (current) => current ?? { ...wanted, shop: shop.id, version: 1 },
      );
      if (stored === null) throw new Error(`the schedule ${wanted.id} was not stored`);
      await house.ledger.write((tx) => tx.dues.put(plannedRow(house, stored)));
    },

    async change(id, change) {
      const before = await house.settings.get('schedules', id);
      if (before === null || before.shop !== shop.id) return false;
      const stored = await house.settings.update('schedules', id, (current) =>
        current === null || change === null ? null : { ...current, ...change },
      );
      await house.ledger.write((tx) => note(house, tx, { before, stored, person, about }));
      return true;
    },
  };
}

function schedulable({ commands }: House): AnyShopCommand[] {
  return [...commands.values()].flatMap((command) =>
    command.role !== null && command.schedulable === true ? [command] : [],
  );
}

function isAllowed(command: AnyShopCommand, { person, shop, channel }: About): boolean {
  return may({ identity: null, person }, command, shop, channel).ok;
}

function readWish(house: House, about: About, said: string): Wish {
  const reading = readCommand(said, house.words.vocabulary());
  const found = reading.kind === 'command' ? reading : { command: said.trim(), rest: '' };
  const command = house.commands.get(found.command);
  if (command === undefined) return { why: 'unknown' };
  const { name } = command;
  if (command.role === null || command.schedulable !== true)
    return { why: 'not-schedulable', command: name };
  if (!isAllowed(command, about)) return { why: 'right', command: name };
  const words = readTerms(splitWords(found.rest), command, house.words.terms());
  const { input, left } = dealWords(command, words, house.words.numerals());
  const whole = left.length === 0 && command.input.safeParse(input).success;
  return whole ? { command: name, input } : { why: 'incomplete', command: name };
}

type Change = { before: Schedule; stored: Schedule | null; person: Person; about: About };

async function note(
  house: House,
  tx: Tx,
  { before, stored, person, about }: Change,
): Promise<void> {
  const what = stored === null ? 'removed' : stored.paused === null ? 'resumed' : 'paused';
  await tx.audit.append({
    shop: before.shop,
    at: house.clock.now().epochMilliseconds,
    actor: person.id,
    account: about.account,
    action: `schedule.${what}`,
    subject: before.command,
    detail: { schedule: before.id },
  });
  if (stored === null || stored.paused !== null) await tx.dues.remove(scheduleKey(before.id));
  else await tx.dues.put(plannedRow(house, stored));
}
