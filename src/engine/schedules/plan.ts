import { z } from 'zod';
import type { DueRow } from '../../core/due.ts';
import { nextOccurrence } from '../../core/recurrence.ts';
import type { Schedule } from '../../core/settings.ts';
import type { House } from '../house.ts';

/** `at`: the occurrence, epoch ms. `rule`: what it was reckoned from, to see when somebody has changed that. */
export const Planned = z.object({ schedule: z.string(), at: z.number(), rule: z.string() });

export function scheduleKey(id: string): string {
  return `schedule:${id}`;
}

export function ruleOf({ when, timeZone }: Pick<Schedule, 'when' | 'timeZone'>): string {
  return JSON.stringify([when, timeZone]);
}

/** The row of the first occurrence after now: what was missed while nobody was there runs once, not once each. */
export function plannedRow({ clock }: House, schedule: Schedule): DueRow {
  const next = nextOccurrence(schedule.when, { zone: schedule.timeZone, after: clock.now() });
  const at = next.epochMilliseconds;
  const payload = { schedule: schedule.id, at, rule: ruleOf(schedule) };
  return { key: scheduleKey(schedule.id), kind: 'schedule', at, payload };
}

/** Sees to it that every schedule which is not paused is due sometime: settings and ledger are two stores. */
export async function repairSchedules(house: House): Promise<void> {
  const schedules = await house.settings.list('schedules');
  for (const schedule of schedules.filter(({ paused }) => paused === null)) {
    const known = await house.ledger.dues.get(scheduleKey(schedule.id));
    if (known !== null && Planned.parse(known.payload).rule === ruleOf(schedule)) continue;
    await house.ledger.write((tx) => tx.dues.put(plannedRow(house, schedule)));
  }
}
