import { parseArgs } from 'node:util';
import { answer } from './answer.ts';
import { backfill } from './backfill.ts';
import { say } from './figures.ts';
import { intake } from './intake.ts';
import { ledger } from './ledger.ts';
import { memory } from './memory.ts';
import { openPlaces, type Places } from './place.ts';

type Part = (places: Places, quick: boolean) => Promise<void>;

const PARTS = new Map<string, Part>([
  ['intake', intake],
  ['answer', answer],
  ['ledger', ledger],
  ['memory', memory],
  ['backfill', backfill],
]);

/** `npm run bench -- [--quick] [intake] [answer] [ledger] [memory] [backfill]`: all parts unless some are named. */
async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  });
  const names = positionals.length === 0 ? [...PARTS.keys()] : positionals;
  const parts = names.map((name) => {
    const part = PARTS.get(name);
    if (part === undefined) throw new Error(`No part "${name}": ${[...PARTS.keys()].join(', ')}`);
    return part;
  });
  const places = await openPlaces();
  try {
    for (const part of parts) await part(places, values.quick);
  } finally {
    await places.close();
  }
  say(`Took ${Math.round(performance.now() / 1_000)} seconds.`);
}

await main();
