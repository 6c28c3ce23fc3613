import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it } from 'node:test';
import { openSqliteLedger } from '../../src/ledger/open-sqlite.ts';
import { ledgerContract } from '../contracts/ledger.ts';
import { inboxRow } from '../support/ledger-rows.ts';
import { recordingLog } from '../support/log.ts';
import { openTestLedger } from '../support/open-ledger.ts';
import { tempFolder } from '../support/temp-folder.ts';

ledgerContract('SQLite', openTestLedger);

describe('the SQLite ledger', () => {
  it('finds everything again when it is opened again, and migrates once', async (t) => {
    const file = join(tempFolder(t), 'ledger.sqlite');
    const { log, lines } = recordingLog();
    const first = await openSqliteLedger({ file, log });
    await first.write((tx) => tx.inbox.accept(inboxRow()));
    await first.close();

    const second = await openSqliteLedger({ file, log });
    const row = await second.inbox.get('in-1');
    await second.close();

    assert.equal(row?.event, 'event-1');
    assert.equal(lines.filter((line) => line.includes('ledger migrated')).length, 1);
  });

  it('refuses a database of a newer Tenban and leaves it alone', async (t) => {
    const file = join(tempFolder(t), 'ledger.sqlite');
    await (await openSqliteLedger({ file })).close();
    const database = new DatabaseSync(file);
    database.exec("insert into migrations values ('9999-future', '2030-01-01')");
    database.close();

    await assert.rejects(openSqliteLedger({ file }), (error: unknown) => {
      assert.ok(error instanceof Error);
      assert.match(error.message, /newer Tenban \(it has 9999-future/);
      assert.ok(error.message.includes(file));
      return true;
    });
  });

  it('refuses a file that is no database, by name', async (t) => {
    const file = join(tempFolder(t), 'ledger.sqlite');
    writeFileSync(file, 'something else, and long enough to be looked at'.repeat(50));

    await assert.rejects(openSqliteLedger({ file }), /ledger\.sqlite cannot be opened/);
  });

  it('leaves nothing of a migration that fails', async (t) => {
    const file = join(tempFolder(t), 'ledger.sqlite');
    const stranger = new DatabaseSync(file);
    stranger.exec('create table jobs (id text)');
    stranger.close();

    await assert.rejects(openSqliteLedger({ file }), /migration 0001-start failed/);

    const database = new DatabaseSync(file);
    const tables = database.prepare("select name from sqlite_schema where type = 'table'").all();
    database.close();
    assert.ok(tables.some(({ name }) => name === 'jobs'));
    assert.ok(!tables.some(({ name }) => name === 'inbox'));
  });

  it('keeps a write-ahead log, so that reads never wait', async (t) => {
    const file = join(tempFolder(t), 'ledger.sqlite');
    const ledger = await openSqliteLedger({ file });
    t.after(() => ledger.close());

    const database = new DatabaseSync(file);
    const mode = database.prepare('pragma journal_mode').get();
    database.close();

    assert.equal(mode?.['journal_mode'], 'wal');
  });

  it('refuses values that would come back as something else', async (t) => {
    const ledger = await openTestLedger(t);
    const wrong = Object.assign(inboxRow(), { ref: true });

    await assert.rejects(
      ledger.write((tx) => tx.inbox.accept(wrong)),
      /A boolean cannot be stored/,
    );
  });
});
