import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { verifyAuditLog } from '../../src/audit-verify.ts';
import type { Ledger, Tx } from '../../src/core/ledger.ts';
import { brokenLink } from '../../src/ledger/audit-chain.ts';
import { openPostgresLedger } from '../../src/ledger/open-postgres.ts';
import { transactionOf } from '../../src/ledger/transactions.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { cuttable } from '../support/cuttable.ts';
import {
  actionRow,
  auditEntry,
  executionRow,
  inboxRow,
  operationRow,
} from '../support/ledger-rows.ts';
import { recordingLog } from '../support/log.ts';
import { openTestLedger } from '../support/open-ledger.ts';
import { connect, emptyDatabase, newDatabase, query } from '../support/postgres.ts';

async function openLedger(t: TestContext): Promise<Ledger> {
  return openPostgresLedger({ postgres: await connect(t, await emptyDatabase()) });
}

/** Two processes on one database. */
async function openTwo(t: TestContext): Promise<[Ledger, Ledger]> {
  const url = await emptyDatabase();
  const open = async () => openPostgresLedger({ postgres: await connect(t, url) });
  return [await open(), await open()];
}

/** Does the same 50 times at once, by turns in two processes, and counts how often it was true. */
async function wins(
  [one, two]: [Ledger, Ledger],
  work: (tx: Tx, index: number) => Promise<boolean>,
): Promise<number> {
  const all = Array.from({ length: 50 }, (_, index) =>
    (index % 2 === 0 ? one : two).write((tx) => work(tx, index)),
  );
  return (await Promise.all(all)).filter(Boolean).length;
}

describe('on PostgreSQL', () => {
  ledgerContract('PostgreSQL', openLedger);

  describe('the ledger of several processes', () => {
    it('has one winner of every race', async (t) => {
      const both = await openTwo(t);
      const [one] = both;
      await one.write(async (tx) => {
        await tx.actions.add([actionRow()]);
        await tx.executions.add(executionRow());
        await tx.operations.begin(operationRow());
      });

      const counts = [
        await wins(both, (tx, index) => tx.actions.use('act-1', `U${index}`, index)),
        await wins(both, (tx, index) => tx.executions.end('exe-1', index)),
        await wins(both, (tx, index) => tx.inbox.accept(inboxRow({ id: `${index}` }))),
        await wins(both, (tx) => tx.operations.move('refund:exe-1', 'planned', { state: 'sent' })),
      ];

      assert.deepEqual(counts, [1, 1, 1, 1]);
    });

    it('never forks a chain of audit entries', async (t) => {
      const both = await openTwo(t);
      const shops = ['a', 'b', 'c'];

      await wins(both, async (tx, index) => {
        const shop = shops[index % 3] ?? '';
        for (const subject of ['1', '2']) await tx.audit.append(auditEntry({ shop, subject }));
        return true;
      });

      const lists = await Promise.all(shops.map((shop) => both[0].audit.list(shop, 100)));
      assert.equal(lists.flat().length, 100);
      for (const rows of lists) assert.equal(brokenLink(rows.toReversed()), null);
    });

    it('runs a unit once more that the server chose to end a deadlock', async (t) => {
      const [one, two] = await openTwo(t);
      await one.write((tx) => tx.actions.add([actionRow(), actionRow({ id: 'act-2' })]));
      const both = Promise.withResolvers<void>();
      let inside = 0;
      let runs = 0;
      const crossing = (ledger: Ledger, ids: string[]) =>
        ledger.write(async (tx) => {
          runs += 1;
          const [first = '', second = ''] = ids;
          const won = [await tx.actions.use(first, 'U1', 1)];
          inside += 1;
          if (inside === 2) both.resolve();
          await both.promise;
          return [...won, await tx.actions.use(second, 'U1', 1)];
        });

      const outcomes = await Promise.all([
        crossing(one, ['act-1', 'act-2']),
        crossing(two, ['act-2', 'act-1']),
      ]);

      assert.equal(runs, 3);
      assert.equal(outcomes.flat().filter(Boolean).length, 2);
    });

    it('is made once by processes that start together', async (t) => {
      const url = await newDatabase();
      const { log, lines } = recordingLog();

      await Promise.all(
        Array.from({ length: 5 }, async () =>
          openPostgresLedger({ postgres: await connect(t, url), log }),
        ),
      );

      assert.equal(lines.filter((line) => line.includes('ledger migrated')).length, 1);
    });
  });

  describe('the PostgreSQL ledger', () => {
    it('refuses a database of a newer Tenban', async (t) => {
      const url = await newDatabase();
      await openPostgresLedger({ postgres: await connect(t, url) });
      await query(url, `insert into migrations values ('9999-future', '2030-01-01')`);

      await assert.rejects(
        openPostgresLedger({ postgres: await connect(t, url) }),
        /DATABASE_URL cannot be opened: .*newer Tenban \(it has 9999-future/,
      );
    });

    it('rejects what it cannot write while the server is away, and works again afterwards', async (t) => {
      const way = await cuttable(t, await emptyDatabase());
      const ledger = await openPostgresLedger({ postgres: await connect(t, way.url) });
      await ledger.write((tx) => tx.inbox.accept(inboxRow()));

      way.cut();
      await assert.rejects(
        ledger.write((tx) => tx.inbox.accept(inboxRow({ id: 'in-2', event: 'event-2' }))),
        /The database does not answer: this was not written/,
      );
      await assert.rejects(ledger.check());
      way.mend();
      const again = await ledger.write((tx) =>
        tx.inbox.accept(inboxRow({ id: 'in-2', event: 'event-2' })),
      );

      assert.equal(again, true);
      await assert.doesNotReject(ledger.check());
    });

    it('says that nobody knows when the server goes away during a commit', async (t) => {
      const way = await cuttable(t, await emptyDatabase());
      const ledger = await openPostgresLedger({ postgres: await connect(t, way.url) });

      const cut = ledger.write(async (tx) => {
        await tx.inbox.accept(inboxRow());
        way.cut();
      });

      await assert.rejects(cut, /may or may not have been written/);
    });

    it('tells after the commit, and only then', async (t) => {
      const ledger = await openLedger(t);
      const events: string[] = [];

      await ledger.write(async (tx) => {
        transactionOf(tx).afterCommit(() => events.push('told'));
        await tx.inbox.accept(inboxRow());
        events.push('written');
      });
      const undone = ledger.write(async (tx) => {
        transactionOf(tx).afterCommit(() => events.push('told of nothing'));
        throw new Error('undone');
      });

      await assert.rejects(undone, { message: 'undone' });
      assert.deepEqual(events, ['written', 'told']);
    });

    it('hands out transactions of its own units only', async (t) => {
      const other = await openTestLedger(t);

      const unit = other.write(async (tx) => transactionOf(tx));

      await assert.rejects(unit, /not on PostgreSQL/);
    });

    it('keeps reading while more is written than it has connections for', async (t) => {
      const ledger = await openLedger(t);
      const gate = Promise.withResolvers<void>();
      const writes = Array.from({ length: 30 }, (_, index) =>
        ledger.write(async (tx) => {
          await tx.inbox.accept(inboxRow({ id: `${index}`, event: `${index}` }));
          await gate.promise;
        }),
      );

      const row = await ledger.inbox.get('0');
      gate.resolve();
      await Promise.all(writes);

      assert.equal(row, null);
      assert.equal((await ledger.inbox.get('29'))?.id, '29');
    });
  });

  it('shows what was changed in the audit log behind Tenban’s back', async (t) => {
    const url = await emptyDatabase();
    const ledger = await openPostgresLedger({ postgres: await connect(t, url) });
    await ledger.write(async (tx) => {
      for (const subject of ['a', 'b', 'c']) await tx.audit.append(auditEntry({ subject }));
    });
    const kept = { databaseUrl: url, dataDir: '' };

    const before = await verifyAuditLog(kept);
    await query(url, "update audit set account = 'line:U2' where seq = 2");
    const changed = await verifyAuditLog(kept);
    await query(url, 'delete from audit where seq >= 2');
    const removed = await verifyAuditLog(kept);

    assert.deepEqual(before, { sound: true, lines: ['baan-suan: OK, 3 entries'] });
    assert.match(
      changed.lines[0] ?? '',
      /BROKEN after 1 sound entries: entry 2 .*not as it was written/,
    );
    assert.match(removed.lines[0] ?? '', /BROKEN after 1 sound entries: entry 2 is missing/);
  });
});
