import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AuditFilter } from '../../../src/core/ledger.ts';
import { brokenLink } from '../../../src/ledger/audit-chain.ts';
import type { OpenLedger } from '../ledger.ts';
import { auditEntry } from '../../support/ledger-rows.ts';

export function auditContract(open: OpenLedger): void {
  it('lists entries newest first, each with its place in the chain', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.audit.append(auditEntry()));
    await ledger.write((tx) => tx.audit.append(auditEntry({ action: 'capture' })));

    const [second, first] = await ledger.audit.list('baan-suan', 10);

    assert.deepEqual(
      [first?.seq, first?.previous, first?.action, first?.detail],
      [1, '', 'refund', auditEntry().detail],
    );
    assert.deepEqual([second?.seq, second?.previous, second?.action], [2, first?.hash, 'capture']);
  });

  it('keeps one sound chain per shop, however many write at once', async (t) => {
    const ledger = await open(t);
    const shops = ['baan-suan', 'rival'];

    await Promise.all(
      Array.from({ length: 60 }, (_, index) =>
        ledger.write((tx) =>
          tx.audit.append(auditEntry({ shop: shops[index % 2] ?? '', subject: `${index}` })),
        ),
      ),
    );

    for (const shop of shops) {
      const rows = await ledger.audit.list(shop, 100);
      assert.equal(rows.length, 30);
      assert.equal(brokenLink(rows.toReversed()), null);
    }
  });

  it('leaves no gap where a unit was undone', async (t) => {
    const ledger = await open(t);

    await Promise.allSettled(
      Array.from({ length: 9 }, (_, index) =>
        ledger.write(async (tx) => {
          await tx.audit.append(auditEntry({ subject: `${index}` }));
          if (index % 3 === 0) throw new Error('undone');
        }),
      ),
    );

    const rows = await ledger.audit.list('baan-suan', 100);
    assert.equal(rows.length, 6);
    assert.equal(brokenLink(rows.toReversed()), null);
  });

  it('shows where an entry was changed, removed or moved', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      for (const subject of ['a', 'b', 'c']) await tx.audit.append(auditEntry({ subject }));
    });
    const rows = (await ledger.audit.list('baan-suan', 10)).toReversed();
    const changed = rows.map((row) => (row.seq === 2 ? { ...row, subject: 'x' } : row));

    assert.equal(brokenLink(changed)?.seq, 2);
    assert.equal(brokenLink(rows.filter(({ seq }) => seq !== 2))?.seq, 3);
    assert.equal(brokenLink(rows.toReversed())?.seq, 3);
  });

  it('hashes what was meant, not the order it was written in', async (t) => {
    const ledger = await open(t);
    const { at, ...rest } = auditEntry({ detail: { b: [{ d: 1, c: 2 }], a: null } });

    await ledger.write((tx) => tx.audit.append({ ...rest, at }));

    const [row] = await ledger.audit.list('baan-suan', 1);
    assert.ok(row);
    assert.equal(brokenLink([{ ...row, detail: { a: null, b: [{ c: 2, d: 1 }] } }]), null);
  });

  it('lists only what is asked for, page by page', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      const actions = ['refund.confirmed', 'refund.ended', 'refunds.other', 'capture.ended'];
      for (const [index, action] of actions.entries())
        await tx.audit.append(
          auditEntry({ action, at: 1_000 + index, actor: `p${index % 2}`, subject: `s${index}` }),
        );
    });
    const seqs = async (filter: AuditFilter, limit = 9): Promise<number[]> =>
      (await ledger.audit.list('baan-suan', limit, filter)).map(({ seq }) => seq);

    assert.deepEqual(await seqs({ action: 'refund.' }), [2, 1]);
    assert.deepEqual(await seqs({ action: 'refund%' }), [3, 2, 1]);
    assert.deepEqual(await seqs({ actor: 'p0' }), [3, 1]);
    assert.deepEqual(await seqs({ subject: 's3' }), [4]);
    assert.deepEqual(await seqs({ since: 1_001, until: 1_003 }), [3, 2]);
    assert.deepEqual(await seqs({ before: 3 }, 1), [2]);
    assert.deepEqual(await seqs({ actor: 'p1', action: 'capture.', subject: 's3' }), [4]);
  });

  it('gives a chain in parts, oldest first, and its end', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      for (const subject of ['a', 'b', 'c']) await tx.audit.append(auditEntry({ subject }));
      await tx.audit.append(auditEntry({ shop: 'rival' }));
    });

    const first = await ledger.audit.chain('baan-suan', 0, 2);
    const rest = await ledger.audit.chain('baan-suan', 2, 2);

    assert.deepEqual(
      [...first, ...rest].map(({ seq, subject }) => [seq, subject]),
      [
        [1, 'a'],
        [2, 'b'],
        [3, 'c'],
      ],
    );
    assert.deepEqual(await ledger.audit.head('baan-suan'), { seq: 3, hash: rest[0]?.hash });
    assert.equal(await ledger.audit.head('nowhere'), null);
    assert.deepEqual(await ledger.audit.shops(), ['baan-suan', 'rival']);
  });
}
