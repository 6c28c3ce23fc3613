import { z } from 'zod';
import type { Page365 } from '../../clients/page365/client.ts';
import type { Peak } from '../../clients/peak/client.ts';
import type { Connection } from '../../core/settings.ts';
import { ReceiptOptions } from './options.ts';

/** The two systems of a shop that sells with Page365 and keeps its books in PEAK. */
export type Both = { page365: Page365; peak: Peak };
export const BOTH = ['page365', 'peak'] as const;

/** How and when bills are taken over, beside how they are booked. */
export const SyncOptions = z.object({
  /** Whether bills are booked by themselves, every quarter of an hour. */
  on: z.boolean().default(false),
  /** Which day decides what month a bill belongs to. */
  monthBy: z.enum(['paid', 'created']).default('paid'),
  /** Since when PEAK's own Page365 connector is off, ISO date; null while nobody has said. */
  connectorOff: z.iso.date().nullable().default(null),
  /** A shipped bill that is not booked within so many hours is told of. */
  lateAfterHours: z.int().min(1).max(720).default(24),
  /** Days of created bills that every cycle looks at. */
  lookBackDays: z.int().min(1).max(180).default(30),
});
export type SyncOptions = z.infer<typeof SyncOptions>;

/** Whether a connection to PEAK has bills booked by themselves. */
export function isSynced({ options }: Pick<Connection, 'options'>): boolean {
  return SyncOptions.safeParse(options).data?.on ?? false;
}

/** `version` grows with every change of the connection. */
export type Booking = {
  id: string;
  version: number;
  receipts: ReceiptOptions;
  sync: SyncOptions;
};

/** The shop's books; throws when there are none, which the clients have checked before. */
export function bookingOf(connections: readonly Connection[]): Booking {
  const connection = connections.find(({ system }) => system === 'peak');
  if (connection === undefined) throw new Error('the shop has no connection to PEAK');
  const { id, version, options } = connection;
  return { id, version, receipts: ReceiptOptions.parse(options), sync: SyncOptions.parse(options) };
}
