import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { OutboxRow, OutboxState } from '../../../src/core/ledger.ts';
import type { OpenLedger } from '../ledger.ts';
import { outboxRow } from '../../support/ledger-rows.ts';

function row(id: string, state: OutboxState, change: Partial<OutboxRow> = {}): OutboxRow {
  return outboxRow({ id, key: id, state, createdAt: Number(id), ...change });
}

const idsOf = (rows: OutboxRow[]): string[] => rows.map(({ id }) => id);

/** Messages that are cards of a record, are kept back, or go together. */
export function cardContract(open: OpenLedger): void {
  it('names what is kept back and what waits for a conversation, oldest first', async (t) => {
    const ledger = await open(t);
    const rows = [
      row('3', 'held', { heldUntil: 9_000, error: 'quota' }),
      row('1', 'held'),
      row('2', 'waiting'),
      row('4', 'sent'),
      row('5', 'held', { conversation: 'line:C2' }),
    ];
    await ledger.write(async (tx) => {
      for (const one of rows) await tx.outbox.add(one);
    });

    assert.deepEqual(idsOf(await ledger.outbox.held('line:C1', 10)), ['1', '3']);
    assert.deepEqual(idsOf(await ledger.outbox.held('line:C1', 1)), ['1']);
    assert.equal(await ledger.outbox.heldCount(), 3);
    assert.deepEqual(idsOf(await ledger.outbox.waiting('line:C1', 10)), ['2']);
    assert.deepEqual(await ledger.outbox.get('3'), rows[0]);
  });

  it('finds the cards of one record and those of one send', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.outbox.add(row('2', 'sent', { about: 'alert:1', pack: '2' }));
      await tx.outbox.add(row('1', 'sent', { about: 'alert:1' }));
      await tx.outbox.add(row('3', 'sent', { about: 'alert:2', pack: '2' }));
    });

    assert.deepEqual(idsOf(await ledger.outbox.about('alert:1')), ['1', '2']);
    assert.deepEqual(idsOf(await ledger.outbox.pack('2')), ['2', '3']);
  });

  it('lets one of many take a message that is kept back', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.outbox.add(row('1', 'held')));

    const takers = ['sending', 'waiting', 'dropped', 'sent'] as const;
    const taken = await Promise.all(
      takers.map((state) => ledger.write((tx) => tx.outbox.update('1', ['held'], { state }))),
    );

    assert.equal(taken.filter(Boolean).length, 1);
  });
}
