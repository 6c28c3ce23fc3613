import { describe, type TestContext } from 'node:test';
import type { Ledger } from '../../src/core/ledger.ts';
import { auditContract } from './ledger/audit.ts';
import { commitContract } from './ledger/commits.ts';
import { jobContract } from './ledger/jobs.ts';
import { messageContract } from './ledger/messages.ts';
import { requestContract } from './ledger/requests.ts';
import { workContract } from './ledger/work.ts';

/** Opens an empty ledger that is closed after the test. */
export type OpenLedger = (t: TestContext) => Promise<Ledger>;

/** What every ledger does. */
export function ledgerContract(name: string, open: OpenLedger): void {
  describe(`a ledger: ${name}`, () => {
    describe('commits', () => commitContract(open));
    describe('messages', () => messageContract(open));
    describe('requests', () => requestContract(open));
    describe('work', () => workContract(open));
    describe('audit', () => auditContract(open));
    describe('jobs', () => jobContract(open));
  });
}
