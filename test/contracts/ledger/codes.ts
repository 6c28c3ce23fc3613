import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { CodeRow } from '../../../src/core/linking.ts';
import type { OpenLedger } from '../ledger.ts';

const NOW = Temporal.Instant.from('2026-11-25T03:00:00Z').epochMilliseconds;

function codeRow(change: Partial<CodeRow> = {}): CodeRow {
  return {
    hash: 'a'.repeat(64),
    kind: 'stranger',
    person: null,
    shop: null,
    role: null,
    name: null,
    identity: { platform: 'slack', team: 'T1', id: 'U1' },
    resume: 'in-1',
    createdAt: NOW,
    expiresAt: NOW + 600_000,
    usedBy: null,
    usedAt: null,
    ...change,
  };
}

export function codeContract(open: OpenLedger): void {
  it('gives codes back as they were added', async (t) => {
    const ledger = await open(t);
    const invite = codeRow({
      hash: 'b'.repeat(64),
      kind: 'invite',
      person: 'nok',
      shop: 'baan-suan',
      role: 'operator',
      name: 'พลอย',
      identity: null,
      resume: null,
    });

    await ledger.write(async (tx) => {
      await tx.codes.add(codeRow());
      await tx.codes.add(invite);
    });

    assert.deepEqual(await ledger.codes.get(codeRow().hash), codeRow());
    assert.deepEqual(await ledger.codes.get(invite.hash), invite);
    assert.equal(await ledger.codes.get('c'.repeat(64)), null);
  });

  it('lets the first of several accounts use a code', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.codes.add(codeRow()));
    const accounts = ['line:U1', 'line:U2', 'slack:T1:U3', 'slack:T1:U4'];

    const won = await Promise.all(
      accounts.map((by) => ledger.write((tx) => tx.codes.use(codeRow().hash, by, NOW + 1))),
    );

    const row = await ledger.codes.get(codeRow().hash);
    assert.equal(won.filter(Boolean).length, 1);
    assert.equal(row?.usedBy, accounts[won.indexOf(true)]);
    assert.equal(row?.usedAt, NOW + 1);
  });

  it('lets nobody use a code that has expired or is not there', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.codes.add(codeRow()));
    const use = (hash: string, at: number) =>
      ledger.write((tx) => tx.codes.use(hash, 'line:U1', at));

    const late = await use(codeRow().hash, codeRow().expiresAt);
    const none = await use('c'.repeat(64), NOW);

    assert.deepEqual([late, none], [false, false]);
  });

  it('withdraws the unused codes of a kind and leaves the others', async (t) => {
    const ledger = await open(t);
    const owner = (hash: string) => codeRow({ hash, kind: 'owner', identity: null, resume: null });
    await ledger.write(async (tx) => {
      for (const hash of ['o1', 'o2']) await tx.codes.add(owner(hash));
      await tx.codes.add(codeRow());
      await tx.codes.use('o1', 'line:U1', NOW);
    });

    const withdrawn = await ledger.write((tx) => tx.codes.withdraw('owner', NOW + 1));

    assert.equal(withdrawn, 1);
    assert.equal(await ledger.write((tx) => tx.codes.use('o2', 'line:U2', NOW + 1)), false);
    assert.equal((await ledger.codes.get('o1'))?.expiresAt, codeRow().expiresAt);
    assert.deepEqual(await ledger.codes.get(codeRow().hash), codeRow());
  });

  it('forgets codes that expired before a time', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.codes.add(codeRow());
      await tx.codes.add(codeRow({ hash: 'later', expiresAt: NOW + 700_000 }));
    });

    const forgotten = await ledger.write((tx) => tx.codes.expire(NOW + 650_000));

    assert.equal(forgotten, 1);
    assert.equal(await ledger.codes.get(codeRow().hash), null);
    assert.ok(await ledger.codes.get('later'));
  });
}
