import type { AlertRow } from './alert.ts';
import { addBusinessMinutes, type Calendar } from './business-time.ts';
import { firstWants, routesFor, type Want, wantsOf, type World } from './routing.ts';

const MINUTE = 60_000;

/** What happens to an alert by itself, when (epoch ms), and who is told. */
export type Act = { at: number; wants: readonly Want[] } & (
  | { act: 'wake' }
  | { act: 'escalate' }
  /** The `turn`-th interval since then. */
  | { act: 'remind'; since: number; turn: number }
);

/** `calendar` is needed only when a step counts business hours. */
export type Rules = { world: World; calendar: Calendar | null };

/** Whether any step that this alert may take waits for business hours. */
export function countsBusinessHours(
  world: World,
  alert: Pick<AlertRow, 'kind' | 'severity'>,
): boolean {
  const steps = routesFor(world, alert).flatMap(({ escalate }) => escalate);
  return steps.some(({ hours }) => hours === 'business');
}

/**
 * The next thing to happen to an alert as it stands, or null: the end of its snooze, the next escalation step while
 * nobody has acknowledged it, or the next reminder. Intervals count from when it began or was acknowledged, so none is
 * drawn out or told twice; those that were slept through are told as one. What a summary lists is left to the summary.
 */
export function nextAct(row: AlertRow, rules: Rules, now: number): Act | null {
  if (row.state === 'resolved') return null;
  if (row.state === 'snoozed') return wakeOf(row, rules);
  if (row.summary !== null) return null;
  const acts = [
    row.state === 'open' ? escalationOf(row, rules) : null,
    reminderOf(row, rules, now),
  ];
  return acts.reduce((first, act) => (first === null || (act && act.at < first.at) ? act : first));
}

function wakeOf(row: AlertRow, { world }: Rules): Act | null {
  if (row.snoozedUntil === null) return null;
  return { act: 'wake', at: row.snoozedUntil, wants: firstWants(world, row) };
}

function escalationOf(row: AlertRow, rules: Rules): Act | null {
  const steps = routesFor(rules.world, row).flatMap((route) =>
    route.escalate.map((step) => ({
      at: stepAt(row.firstAt, step, rules),
      wants: wantsOf(route, step.targets),
    })),
  );
  const step = steps.toSorted((a, b) => a.at - b.at)[row.step];
  return step === undefined ? null : { act: 'escalate', ...step };
}

function stepAt(
  since: number,
  { after, hours }: { after: number; hours: 'any' | 'business' },
  { calendar }: Rules,
): number {
  if (hours === 'any' || calendar === null) return since + after * MINUTE;
  return addBusinessMinutes(since, after, calendar);
}

/** The shortest interval of all routes counts for everybody who wants reminders. */
function reminderOf(row: AlertRow, { world }: Rules, now: number): Act | null {
  const kind = row.state === 'open' ? 'open' : 'acknowledged';
  const routes = routesFor(world, row).filter(({ remind }) => remind[kind] !== undefined);
  const interval = Math.min(...routes.map(({ remind }) => remind[kind] ?? Infinity)) * MINUTE;
  if (interval === Infinity) return null;
  const since = kind === 'open' ? row.firstAt : (row.acknowledgedAt ?? row.firstAt);
  const done = turnAt(row.remindedAt ?? since, since, interval);
  const turn = Math.max(done + 1, turnAt(now, since, interval));
  const wants = routes.flatMap((route) => wantsOf(route, route.targets));
  return { act: 'remind', at: since + (done + 1) * interval, since, turn, wants };
}

function turnAt(at: number, since: number, interval: number): number {
  return Math.max(0, Math.floor((at - since) / interval));
}
