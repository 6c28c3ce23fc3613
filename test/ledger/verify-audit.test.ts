import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';
import { verifyAuditLog } from '../../src/audit-verify.ts';
import type { Ledger } from '../../src/core/ledger.ts';
import { openSqliteLedger } from '../../src/ledger/open-sqlite.ts';
import { auditEntry } from '../support/ledger-rows.ts';

type Kept = { dataDir: string; databaseUrl: null };

const ENTRIES = 1_203;
const COLUMNS = [
  'shop',
  'seq',
  'at',
  'actor',
  'account',
  'action',
  'subject',
  'detail',
  'hash',
  'previous',
];

/** A ledger with two chains, one longer than a page. */
async function written(t: TestContext): Promise<{ kept: Kept; ledger: Ledger }> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenban-audit-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const ledger = await openSqliteLedger({ file: join(dataDir, 'ledger.sqlite') });
  t.after(() => ledger.close());
  await ledger.write(async (tx) => {
    await tx.audit.append(auditEntry({ shop: 'rival' }));
    for (let count = 0; count < ENTRIES; count += 1)
      await tx.audit.append(
        auditEntry({ subject: `chrg_${count}`, at: 1_764_000_000_000 + count }),
      );
  });
  return { kept: { dataDir, databaseUrl: null }, ledger };
}

/** Does something to the file behind Tenban's back. */
function tamper({ dataDir }: Kept, statement: string): void {
  const database = new DatabaseSync(join(dataDir, 'ledger.sqlite'));
  database.exec(statement);
  database.close();
}

const AT_ROW = "where shop = 'baan-suan' and seq = 700";

describe('the audit log, looked over', () => {
  it('is sound as it was written, also while Tenban runs', async (t) => {
    const { kept, ledger } = await written(t);
    await ledger.write((tx) => tx.audit.append(auditEntry()));

    const found = await verifyAuditLog(kept);

    assert.deepEqual(found, {
      sound: true,
      lines: [`baan-suan: OK, ${ENTRIES + 1} entries`, 'rival: OK, 1 entries'],
    });
  });

  it('is sound once Tenban has stopped', async (t) => {
    const { kept, ledger } = await written(t);
    await ledger.close();

    const found = await verifyAuditLog(kept);

    assert.equal(found.sound, true);
  });

  for (const column of COLUMNS) {
    it(`shows one changed byte of ${column}`, async (t) => {
      const { kept } = await written(t);
      const number = column === 'seq' || column === 'at';
      const changed = number
        ? `${column} + 100000`
        : `char(unicode(${column}) + 1) || substr(${column}, 2)`;

      tamper(kept, `update audit set "${column}" = ${changed} ${AT_ROW}`);

      const { sound, lines } = await verifyAuditLog(kept);
      const line = lines.find((each) => each.startsWith('baan-suan:'));
      assert.equal(sound, false);
      assert.match(line ?? '', /BROKEN after 699 sound entries: entry 700/);
    });
  }

  for (const seq of [1, 500, 501, ENTRIES]) {
    it(`shows that entry ${seq} was removed`, async (t) => {
      const { kept } = await written(t);

      tamper(kept, `delete from audit where shop = 'baan-suan' and seq = ${seq}`);

      const { sound, lines } = await verifyAuditLog(kept);
      assert.equal(sound, false);
      assert.match(
        lines[0] ?? '',
        new RegExp(`after ${seq - 1} sound entries: entry ${seq} is missing`),
      );
    });
  }

  const ENDS: [what: string, statement: string][] = [
    ['its end was removed', "delete from auditHeads where shop = 'baan-suan'"],
    ['its end was moved back', "update auditHeads set seq = 0 where shop = 'baan-suan'"],
    [
      'its end was moved to an earlier entry',
      "update auditHeads set seq = 9 where shop = 'baan-suan'",
    ],
    ['its end names another hash', "update auditHeads set hash = 'x' where shop = 'baan-suan'"],
    ['its end is another shop’s', "update auditHeads set shop = 'c' where shop = 'baan-suan'"],
    ['all of it was removed', "delete from audit where shop = 'baan-suan'"],
    ['a number is none', `update audit set at = 9223372036854775807 ${AT_ROW}`],
    ['a detail has one space more', `update audit set detail = detail || ' ' ${AT_ROW}`],
  ];
  for (const [what, statement] of ENDS) {
    it(`shows that ${what}`, async (t) => {
      const { kept } = await written(t);

      tamper(kept, statement);

      const { sound, lines } = await verifyAuditLog(kept);
      assert.equal(sound, false);
      assert.match(lines.join('\n'), /baan-suan: BROKEN/);
    });
  }

  it('says where a ledger was looked for when there is none', async () => {
    const nowhere = { dataDir: join(tmpdir(), 'tenban-nowhere'), databaseUrl: null };

    await assert.rejects(verifyAuditLog(nowhere), /There is no ledger at/);
  });
});
