import { describe, type TestContext } from 'node:test';
import type { Ledger } from '../../src/core/ledger.ts';
import { approvalContract } from './ledger/approvals.ts';
import { alertContract } from './ledger/alerts.ts';
import { auditContract } from './ledger/audit.ts';
import { codeContract } from './ledger/codes.ts';
import { fileContract } from './ledger/files.ts';
import { forgettingContract } from './ledger/forgetting.ts';
import { cardContract } from './ledger/cards.ts';
import { commitContract } from './ledger/commits.ts';
import { installationContract } from './ledger/installations.ts';
import { intakeContract } from './ledger/intake.ts';
import { dueContract } from './ledger/dues.ts';
import { jobContract } from './ledger/jobs.ts';
import { messageContract } from './ledger/messages.ts';
import { orderContract } from './ledger/orders.ts';
import { pulseContract } from './ledger/pulses.ts';
import { requestContract } from './ledger/requests.ts';
import { runContract } from './ledger/runs.ts';
import { stakeContract } from './ledger/stakes.ts';
import { workContract } from './ledger/work.ts';

/** Opens an empty ledger that is closed after the test. */
export type OpenLedger = (t: TestContext) => Promise<Ledger>;

/** What every ledger does. */
export function ledgerContract(name: string, open: OpenLedger): void {
  describe(`a ledger: ${name}`, () => {
    describe('commits', () => commitContract(open));
    describe('intake', () => intakeContract(open));
    describe('messages', () => messageContract(open));
    describe('requests', () => requestContract(open));
    describe('work', () => workContract(open));
    describe('orders', () => orderContract(open));
    describe('runs', () => runContract(open));
    describe('approvals', () => approvalContract(open));
    describe('stakes', () => stakeContract(open));
    describe('alerts', () => alertContract(open));
    describe('installations', () => installationContract(open));
    describe('audit', () => auditContract(open));
    describe('cards', () => cardContract(open));
    describe('dues', () => dueContract(open));
    describe('jobs', () => jobContract(open));
    describe('files', () => fileContract(open));
    describe('forgetting', () => forgettingContract(open));
    describe('pulses', () => pulseContract(open));
    describe('codes', () => codeContract(open));
  });
}
