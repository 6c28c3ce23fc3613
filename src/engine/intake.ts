import { randomUUID } from 'node:crypto';
import type { House } from './house.ts';
import { platformOf } from './house.ts';

/**
 * Stores a verified webhook body, one row per event, with the job that reads it: when this resolves all of it is on disk
 * and the sender may be answered. An event that is already there is left alone. Returns how many were new.
 */
export async function accept(house: House, platform: string, body: Uint8Array): Promise<number> {
  const events = platformOf(house, platform).events(body);
  if (events.length === 0) return 0;
  const receivedAt = house.clock.now().epochMilliseconds;
  return house.queue.intake(
    events.map(({ account, event, ref, conversation, body: eventBody }) => {
      const id = newId(receivedAt);
      return {
        inbox: { id, source: platform, account, event, ref, body: eventBody, receivedAt },
        job: {
          kind: 'inbound',
          payload: { id },
          group: `talk:${platform}:${conversation}`,
          priority: 0,
        },
      };
    }),
  );
}

/** Begins with the time: ids that grow keep what is written together in few pages of the database. */
function newId(now: number): string {
  return now.toString(36).padStart(9, '0') + randomUUID().slice(-12);
}
