import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { InstallationRow } from '../../../src/core/installation.ts';
import type { OutboxState } from '../../../src/core/ledger.ts';
import type { OpenLedger } from '../ledger.ts';
import { outboxRow } from '../../support/ledger-rows.ts';

const NOW = Date.UTC(2026, 10, 22);

function installationRow(change: Partial<InstallationRow> = {}): InstallationRow {
  return {
    id: 'slack:T1',
    name: 'บ้านสวน',
    token: 'enc:v1:0a0a0a0a:c2VjcmV0',
    botUser: 'U0BOT',
    scopes: 'chat:write,commands',
    installedBy: 'slack:T1:U1',
    installedAt: NOW,
    ...change,
  };
}

export function installationContract(open: OpenLedger): void {
  it('keeps an installation as it is, and lists them by id', async (t) => {
    const ledger = await open(t);
    const rows = [installationRow({ id: 'slack:T2', name: 'Komachi' }), installationRow()];

    await ledger.write(async (tx) => {
      for (const row of rows) await tx.installations.put(row);
    });

    assert.deepEqual(await ledger.installations.get('slack:T1'), installationRow());
    assert.deepEqual(await ledger.installations.list(), rows.toReversed());
    assert.equal(await ledger.installations.get('slack:T3'), null);
  });

  it('puts a new installation in the place of the one before', async (t) => {
    const ledger = await open(t);
    const again = installationRow({ token: 'enc:v1:0b0b0b0b:bmV3', installedAt: NOW + 1 });

    await ledger.write((tx) => tx.installations.put(installationRow()));
    await ledger.write((tx) => tx.installations.put(again));

    assert.deepEqual(await ledger.installations.list(), [again]);
  });

  it('removes one and leaves the others', async (t) => {
    const ledger = await open(t);
    const other = installationRow({ id: 'slack:T10' });

    await ledger.write(async (tx) => {
      await tx.installations.put(installationRow());
      await tx.installations.put(other);
      await tx.installations.remove('slack:T1');
      await tx.installations.remove('slack:T1');
    });

    assert.deepEqual(await ledger.installations.list(), [other]);
  });

  it('keeps one of two that are put at once, whole', async (t) => {
    const ledger = await open(t);
    const rows = ['a', 'b'].map((name) => installationRow({ name, token: `enc:${name}` }));

    await Promise.all(rows.map((row) => ledger.write((tx) => tx.installations.put(row))));

    const [kept, ...others] = await ledger.installations.list();
    assert.equal(others.length, 0);
    assert.equal(kept?.token, `enc:${kept?.name}`);
  });

  it('drops what waits or is kept back for a beginning, and nothing else', async (t) => {
    const ledger = await open(t);
    const rows: [id: string, conversation: string, state: OutboxState][] = [
      ['waiting', 'slack:T_1/C1', 'waiting'],
      ['held', 'slack:T_1/U1/17.1', 'held'],
      ['sending', 'slack:T_1/C1', 'sending'],
      ['sent', 'slack:T_1/C1', 'sent'],
      ['longer', 'slack:T_10/C1', 'waiting'],
      ['alike', 'slack:TX1/C1', 'waiting'],
    ];
    await ledger.write(async (tx) => {
      for (const [id, conversation, state] of rows)
        await tx.outbox.add(outboxRow({ id, key: id, conversation, state, heldUntil: NOW }));
    });

    const dropped = await ledger.write((tx) => tx.outbox.drop('slack:T_1/'));

    const states = await Promise.all(
      rows.map(async ([id]) => (await ledger.outbox.get(id))?.state),
    );
    assert.equal(dropped, 2);
    assert.deepEqual(states, ['dropped', 'dropped', 'sending', 'sent', 'waiting', 'waiting']);
  });
}
