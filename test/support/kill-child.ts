import { z } from 'zod';
import { openTenban } from '../../src/app.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import { createLog } from '../../src/lib/log.ts';

/**
 * A Tenban in a process of its own, which kills itself as `kill -9` would: at the n-th write to the ledger after it was
 * armed, before or after it is on disk.
 */
const Armed = z.object({ write: z.int(), when: z.enum(['before', 'after']) });
type Armed = z.infer<typeof Armed>;

let armed: Armed | null = null;
let writes = 0;

function mortal(ledger: Ledger): Ledger {
  return {
    ...ledger,
    write: (work) => counted(() => ledger.write(work)),
    intake: (rows) => counted(() => ledger.intake(rows)),
  };
}

async function counted<Result>(write: () => Promise<Result>): Promise<Result> {
  const mine = armed === null ? 0 : (writes += 1);
  if (armed?.write === mine && armed.when === 'before') die();
  const result = await write();
  if (armed?.write === mine && armed.when === 'after') die();
  return result;
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

process.on('message', (message) => {
  if (message === 'count') {
    process.send?.({ writes });
    return;
  }
  armed = Armed.parse(message);
  process.send?.('armed');
});

const config = JSON.parse(process.argv[2] ?? '{}');
const keys = [Buffer.from(config.key, 'base64')];
const tenban = await openTenban(
  { ...config, keys },
  { log: createLog('silent'), wrapLedger: mortal },
);
process.send?.({ port: tenban.port });
