import { createHash } from 'node:crypto';
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
  return house.ledger.write(async (tx) => {
    let fresh = 0;
    for (const event of events) {
      const id = idOf(platform, event.account, event.event);
      const { account, ref, body: eventBody } = event;
      const added = await tx.inbox.accept({
        id,
        source: platform,
        account,
        event: event.event,
        ref,
        body: eventBody,
        receivedAt,
      });
      if (!added) continue;
      fresh += 1;
      const group = `talk:${platform}:${event.conversation}`;
      await house.queue.enqueue(tx, { kind: 'inbound', payload: { id }, group, priority: 0 });
    }
    return fresh;
  });
}

function idOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 32);
}
