import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Ledger } from '../../src/core/ledger.ts';
import { openSqliteLedger } from '../../src/ledger/open-sqlite.ts';
import { tempFolder } from './temp-folder.ts';

/** An empty ledger in a file that is gone after the test. */
export async function openTestLedger(t: TestContext): Promise<Ledger> {
  const ledger = await openSqliteLedger({ file: join(tempFolder(t), 'ledger.sqlite') });
  t.after(() => ledger.close());
  return ledger;
}
