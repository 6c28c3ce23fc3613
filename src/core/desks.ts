import type { Context } from './command.ts';
import type { Connecting } from './connecting.ts';
import type { Health } from './health.ts';
import type { Json } from './json.ts';
import type { AuditFilter, AuditRow } from './ledger.ts';
import type { Message } from './message.ts';
import type { OrderDesk } from './order.ts';
import type { RunDesk } from './run.ts';
import type { Scheduling } from './scheduling.ts';

/** What a command about a shop may look up and plan beside its own matter. */
export type Desks = {
  /** Who did what in this shop, newest first. */
  audit(limit: number, filter: AuditFilter): Promise<AuditRow[]>;
  schedules: Scheduling;
  health(): Promise<Health>;
  /** Says why an order of a system is where it is; null where nobody can. Throws UserError without a connection. */
  explain(system: string, order: string, context: Context): Promise<Message | null>;
  runs: RunDesk;
  orders: OrderDesk;
  /** Connecting a shop on a page. */
  connecting: Connecting;
  /** Has the shop's duty of this kind done then (epoch ms), once per key however often it is asked for. */
  later(due: { kind: string; key: string; at: number; payload: Json }): Promise<void>;
};
