import { z } from 'zod';
import { SEVERITIES } from './alert.ts';
import { Id, Role, Version } from './settings-words.ts';

/** The sections about who hears what and who may do what; `settings.ts` puts them together. */

const Minutes = z
  .int()
  .min(1)
  .max(30 * 24 * 60);
/** A time of day in the zone of whoever it concerns. */
export const TimeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time such as 08:30, from 00:00 to 23:59');
const Currency = z.string().regex(/^[A-Z]{3}$/, 'three capital letters such as THB');
const SmallestUnit = z.int().min(0);
const Severity = z.enum(SEVERITIES);

/** Whom an alert is told. A person hears it on the first of their accounts unless `on` names a platform. */
export const Target = z.discriminatedUnion('to', [
  z.strictObject({
    to: z.literal('slack'),
    team: z.string().min(1),
    channel: z.string().min(1),
    /** Timestamp of the message whose thread it goes to. */
    thread: z.string().optional(),
  }),
  z.strictObject({ to: z.literal('line'), group: z.string().min(1) }),
  z.strictObject({
    to: z.literal('person'),
    person: Id,
    on: z.enum(['slack', 'line', 'mail']).optional(),
  }),
  /** Everybody who has this role in the shop. */
  z.strictObject({ to: z.literal('role'), role: Role }),
  z.strictObject({ to: z.literal('mail'), address: z.email() }),
]);
export type Target = z.infer<typeof Target>;
const Targets = z.array(Target).min(1, 'name at least one target');

/** Which alerts of a shop go where. What several routes tell the same target is told once. */
export const Route = z.strictObject({
  id: Id,
  shop: Id,
  /** Features such as `refunds`; all unless set. */
  features: z.array(z.string().min(1)).min(1).optional(),
  severities: z.array(Severity).min(1).optional(),
  targets: Targets,
  /** No alerts between these times, urgent ones aside; what is still open then comes as one digest at `to`. */
  quiet: z.strictObject({ from: TimeOfDay, to: TimeOfDay }).optional(),
  /** Who is told besides when nobody has acknowledged, minutes after the alert began. */
  escalate: z
    .array(
      z.strictObject({
        after: Minutes,
        targets: Targets,
        /** Whether only the shop's business hours count. */
        hours: z.enum(['any', 'business']).default('any'),
      }),
    )
    .default([]),
  /** Reminders every so many minutes: while nobody has acknowledged, and while it is acknowledged but not resolved. */
  remind: z
    .strictObject({ open: Minutes.optional(), acknowledged: Minutes.optional() })
    .default({}),
  version: Version,
});
export type Route = z.infer<typeof Route>;

/** Above these a second person approves. Amounts in the currency's smallest unit. */
export const Limit = z.strictObject({
  id: Id,
  shop: Id,
  /** Commands such as `refund`; everything that moves money unless set. */
  commands: z.array(z.string().min(1)).min(1).optional(),
  /** For whom; everybody unless set. */
  role: Role.optional(),
  currency: Currency,
  perRequest: SmallestUnit.optional(),
  perCharge: SmallestUnit.optional(),
  perDay: SmallestUnit.optional(),
  version: Version,
});
export type Limit = z.infer<typeof Limit>;

/** What may be done in a Slack channel or LINE group at most. One without a rule has none besides people's roles. */
export const ChannelRule = z.strictObject({
  id: Id,
  platform: z.enum(['slack', 'line']),
  /** Slack's workspace. */
  team: z.string().min(1).optional(),
  channel: z.string().min(1),
  /** Only these shops. */
  shops: z.array(Id).min(1, 'a rule for no shop allows nothing: name one, or remove the rule'),
  /** What needs more than this role is refused here. */
  ceiling: Role,
  version: Version,
});
export type ChannelRule = z.infer<typeof ChannelRule>;

/** When a command runs by itself, in a zone: every day, on a weekday (1 = Monday), or on a day of the month (31 = the last). */
export const Recurrence = z.discriminatedUnion('every', [
  z.strictObject({ every: z.literal('day'), at: TimeOfDay }),
  z.strictObject({ every: z.literal('week'), on: z.int().min(1).max(7), at: TimeOfDay }),
  z.strictObject({ every: z.literal('month'), on: z.int().min(1).max(31), at: TimeOfDay }),
]);
export type Recurrence = z.infer<typeof Recurrence>;

export const Schedule = z.strictObject({
  id: Id,
  shop: Id,
  /** In whose name it runs: with their right of that moment. */
  person: Id,
  command: z.string().min(1),
  input: z.record(z.string(), z.string()).default({}),
  when: Recurrence,
  timeZone: z.string().min(1),
  /** Where the answer goes: platform and conversation as Tenban names them. */
  answer: z.strictObject({
    platform: z.string().min(1),
    conversation: z.string().min(1),
    kind: z.enum(['direct', 'group']),
  }),
  /** Why it does not run; null while it does. */
  paused: z.enum(['right', 'person', 'asked']).nullable().default(null),
  version: Version,
});
export type Schedule = z.infer<typeof Schedule>;
