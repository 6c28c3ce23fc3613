import { digestDue } from './alerts/digest.ts';
import { alertDue } from './alerts/due.ts';
import { approvalDue } from './approvals/due.ts';
import { heartbeatDue } from './connections/heartbeat.ts';
import type { DueHandler } from './dues.ts';
import { heldDue } from './quota.ts';
import { cycleDue } from './runs/cycles.ts';
import { scheduleDue } from './schedules/due.ts';

/** Everything that can be due, one line each: the kind of the row and who does it. */
export const DUE_KINDS: { [kind: string]: DueHandler } = {
  /** A note that has no use any more. */
  forget: async () => {},
  approval: approvalDue,
  alert: alertDue,
  digest: digestDue,
  held: heldDue,
  cycle: cycleDue,
  schedule: scheduleDue,
  heartbeat: heartbeatDue,
};
