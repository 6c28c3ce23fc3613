import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Connecting, Letter } from '../core/connecting.ts';
import type { Tx } from '../core/ledger.ts';
import { type House, platformOf } from './house.ts';
import { hashOf, newCode } from './linking/code.ts';
import { post } from './post.ts';

/** The row's own time moves when what forgets takes it up: until when a note counts stands inside. */
const Note = z.object({ until: z.number(), payload: z.json() });

/** Notes are things that are due to be forgotten; whoever takes the counter's number keeps others waiting. */
export function createConnecting(house: House): Connecting {
  const { ledger, clock, baseUrl, sealBox, trial } = house;

  async function read(key: string, from: Pick<Tx, 'dues'> | House['ledger'] = ledger) {
    const row = await from.dues.get(keyOf(key));
    const note = row === null ? null : Note.parse(row.payload);
    return note === null || note.until <= clock.now().epochMilliseconds ? null : note.payload;
  }

  return {
    baseUrl,
    read: (key) => read(key),
    change: (key, make) =>
      ledger.write(async (tx) => {
        await tx.counters.next('connecting');
        const note = make(await read(key, tx));
        if (note === null) await tx.dues.remove(keyOf(key));
        else
          await tx.dues.put({
            key: keyOf(key),
            kind: 'forget',
            at: note.until,
            payload: { until: note.until, payload: note.payload },
          });
        return note?.payload ?? null;
      }),
    seal: sealBox.seal,
    open: sealBox.open,
    newToken: () => randomBytes(24).toString('base64url'),
    fingerprint: (token) => createHash('sha256').update(token).digest('hex'),
    newCode,
    hashOf,
    trial,
    tell: (letter) => tell(house, letter),
  };
}

function keyOf(key: string): string {
  return `connecting:${key}`;
}

function tell(house: House, { key, shop, person, to, locale, message }: Letter): Promise<void> {
  const address = platformOf(house, to.platform).direct(to);
  const reader = { person, shop, locale };
  return house.ledger.write((tx) => post(house, tx, { key, address, reader, message }));
}
