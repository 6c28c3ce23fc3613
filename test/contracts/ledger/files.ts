import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { FileRow } from '../../../src/core/file.ts';
import type { OpenLedger } from '../ledger.ts';

function fileRow(change: Partial<FileRow> = {}): FileRow {
  return {
    id: 'file-1',
    shop: 'baan-suan',
    name: 'รายงาน.csv',
    type: 'text/csv',
    body: new Uint8Array([0, 239, 187, 191, 0]),
    createdAt: 1_000,
    expiresAt: 2_000,
    ...change,
  };
}

export function fileContract(open: OpenLedger): void {
  it('keeps a file byte by byte', async (t) => {
    const ledger = await open(t);

    await ledger.write((tx) => tx.files.add(fileRow()));

    const found = await ledger.files.get('file-1');
    assert.deepEqual(found && { ...found, body: [...found.body] }, {
      ...fileRow(),
      body: [0, 239, 187, 191, 0],
    });
    assert.equal(await ledger.files.get('file-2'), null);
  });

  it('removes those that are over, and says how many', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.files.add(fileRow());
      await tx.files.add(fileRow({ id: 'file-2', expiresAt: 3_000 }));
    });

    const removed = await ledger.write((tx) => tx.files.expire(2_001));

    assert.equal(removed, 1);
    assert.equal(await ledger.files.get('file-1'), null);
    assert.equal((await ledger.files.get('file-2'))?.name, 'รายงาน.csv');
  });
}
