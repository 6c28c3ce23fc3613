import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Ledger } from '../../src/core/ledger.ts';
import { brokenLink } from '../../src/ledger/audit-chain.ts';
import { lockFolder } from '../../src/ledger/lock.ts';
import { openSqliteLedger } from '../../src/ledger/open-sqlite.ts';
import { killAtRandom } from '../support/kill.ts';
import { tempFolder } from '../support/temp-folder.ts';

const SCRIPT = new URL('./kill-child.ts', import.meta.url);
const ROUNDS = 17;
const LATER = Number.MAX_SAFE_INTEGER;
const LANES = ['a', 'b', 'c'];

/** The chain, whole and unbroken; each link's subject is a unit that was committed. */
async function committed(ledger: Ledger): Promise<string[]> {
  const chain = await ledger.audit.list('baan-suan', 1_000_000);
  assert.equal(brokenLink(chain.toReversed()), null);
  return chain.map(({ subject }) => subject);
}

describe('the ledger under kill -9', { concurrency: true }, () => {
  for (const lane of LANES) {
    it(`has every acknowledged unit, whole, after ${ROUNDS} kills (${lane})`, async (t) => {
      const folder = tempFolder(t);
      const acknowledged: string[] = [];

      for (let round = 0; round < ROUNDS; round += 1) {
        acknowledged.push(...(await killAtRandom(SCRIPT, [folder, `${round}`])));
        lockFolder(folder)();
      }

      const ledger = await openSqliteLedger({ file: join(folder, 'ledger.sqlite') });
      t.after(() => ledger.close());
      const there = new Set(await committed(ledger));
      assert.ok(acknowledged.length >= ROUNDS);
      const jobs = new Set(
        (await ledger.jobs.due({ now: LATER, lane: 'main', busyGroups: [], limit: 1_000_000 })).map(
          ({ id }) => id,
        ),
      );
      for (const id of acknowledged) {
        assert.ok(there.has(id), `${id} is lost`);
        assert.equal((await ledger.inbox.get(`${id}-in`))?.event, `${id}-in`);
        assert.ok(jobs.has(id), `the job of ${id} is lost`);
      }
      for (const id of jobs) assert.equal((await ledger.inbox.get(`${id}-in`))?.event, `${id}-in`);
      for (const id of there) {
        assert.equal((await ledger.inbox.get(id))?.event, id);
        assert.equal((await ledger.operations.get(id))?.state, 'planned');
      }
    });
  }
});
