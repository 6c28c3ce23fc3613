import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { AlertNoteRow } from '../../../src/core/alert.ts';
import type { OpenLedger } from '../ledger.ts';
import { alertRow } from '../../support/ledger-rows.ts';

const { shop, kind, cause, firstAt } = alertRow();
const AT_ONCE = 20;

export function alertContract(open: OpenLedger): void {
  it('keeps an alert as it is, and finds it by id, number and cause', async (t) => {
    const ledger = await open(t);
    const row = alertRow({
      message: {
        tone: 'bad',
        title: { key: 'a', values: { count: 2 } },
        actions: [
          { kind: 'open', label: { raw: 'Fix' }, command: 'charge', input: { charge: 'c' } },
        ],
      },
      assignee: 'nok',
      snoozedUntil: firstAt + 1,
      note: 'มาแล้ว',
    });

    const added = await ledger.write((tx) => tx.alerts.add(row));

    assert.equal(added, true);
    assert.deepEqual(await ledger.alerts.get(row.id), row);
    assert.deepEqual(await ledger.alerts.byNumber(shop, 1), row);
    assert.deepEqual(await ledger.alerts.open(shop, kind, cause), row);
    assert.equal(await ledger.alerts.byNumber('rival', 1), null);
    assert.equal(await ledger.alerts.ended(shop, kind, cause), null);
  });

  it('has one alert per cause that has not ended, and another after that', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.alerts.add(alertRow()));

    const twin = await ledger.write((tx) => tx.alerts.add(alertRow({ id: 'b', number: 2 })));
    await ledger.write((tx) => tx.alerts.change('alert-1', 1, { state: 'resolved' }));
    const next = await ledger.write((tx) => tx.alerts.add(alertRow({ id: 'c', number: 3 })));

    assert.deepEqual([twin, next], [false, true]);
    assert.equal((await ledger.alerts.ended(shop, kind, cause))?.id, 'alert-1');
    assert.equal((await ledger.alerts.open(shop, kind, cause))?.id, 'c');
  });

  it('counts every occurrence at once, and none of an alert that has ended', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.alerts.add(alertRow()));

    const again = Array.from({ length: AT_ONCE }, () =>
      ledger.write((tx) => tx.alerts.again(shop, kind, cause, firstAt + 5)),
    );
    const counts = (await Promise.all(again)).map((row) => row?.count);
    const row = await ledger.alerts.get('alert-1');
    await ledger.write((tx) => tx.alerts.change('alert-1', AT_ONCE + 1, { state: 'resolved' }));
    const after = await ledger.write((tx) => tx.alerts.again(shop, kind, cause, firstAt + 6));

    assert.deepEqual(
      counts.toSorted((a, b) => (a ?? 0) - (b ?? 0)),
      Array.from({ length: AT_ONCE }, (_, index) => index + 2),
    );
    assert.deepEqual(
      row,
      alertRow({ count: AT_ONCE + 1, version: AT_ONCE + 1, lastAt: firstAt + 5 }),
    );
    assert.equal(after, null);
  });

  it('lets one of several changes of the same version win', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.alerts.add(alertRow()));

    const people = Array.from({ length: AT_ONCE }, (_, index) => `p${index}`);
    const won = await Promise.all(
      people.map((acknowledgedBy) =>
        ledger.write((tx) =>
          tx.alerts.change('alert-1', 1, { state: 'acknowledged', acknowledgedBy }),
        ),
      ),
    );
    const row = await ledger.alerts.get('alert-1');

    assert.equal(won.filter((each) => each).length, 1);
    assert.deepEqual([row?.version, row?.acknowledgedBy], [2, people[won.indexOf(true)]]);
  });

  it('lists the alerts of the shops named, newest first, by state, kind and summary', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      await tx.alerts.add(alertRow({ id: 'a', cause: '1', number: 1 }));
      await tx.alerts.add(alertRow({ id: 'b', cause: '2', number: 2, state: 'acknowledged' }));
      await tx.alerts.add(alertRow({ id: 'c', cause: '3', number: 3, summary: 'a' }));
      await tx.alerts.add(alertRow({ id: 'd', cause: '4', number: 4, kind: 'shipping.error' }));
      await tx.alerts.add(alertRow({ id: 'e', shop: 'rival' }));
    });
    const ids = async (filter: object): Promise<string[]> => {
      const rows = await ledger.alerts.list({ shops: [shop], limit: 9, ...filter });
      return rows.map(({ id }) => id);
    };

    assert.deepEqual(await ids({}), ['d', 'c', 'b', 'a']);
    assert.deepEqual(await ids({ limit: 1 }), ['d']);
    assert.deepEqual(await ids({ states: ['acknowledged'] }), ['b']);
    assert.deepEqual(await ids({ kind: 'shipping.error' }), ['d']);
    assert.deepEqual(await ids({ summary: 'a' }), ['c']);
    assert.deepEqual(await ids({ summary: null }), ['d', 'b', 'a']);
    assert.deepEqual(await ids({ shops: ['rival'] }), ['e']);
    assert.deepEqual(await ids({ shops: [] }), []);
  });

  it('counts how many of a kind began since then', async (t) => {
    const ledger = await open(t);
    await ledger.write(async (tx) => {
      for (const number of [1, 2, 3])
        await tx.alerts.add(
          alertRow({ id: `${number}`, cause: `${number}`, number, firstAt: firstAt + number }),
        );
      await tx.alerts.add(alertRow({ id: 'r', shop: 'rival', firstAt: firstAt + 9 }));
    });

    assert.equal(await ledger.alerts.begun(shop, kind, firstAt + 2), 2);
    assert.equal(await ledger.alerts.begun(shop, 'shipping.error', 0), 0);
  });

  it('keeps what was said in its order, even within a millisecond', async (t) => {
    const ledger = await open(t);
    const note = (text: string): AlertNoteRow => ({
      alert: 'alert-1',
      at: firstAt,
      by: 'nok',
      via: null,
      kind: 'note',
      text,
    });

    await ledger.write(async (tx) => {
      for (const text of ['b', 'a', 'c']) await tx.alerts.note(note(text));
      await tx.alerts.note({ ...note('other'), alert: 'alert-2' });
    });

    assert.deepEqual(await ledger.alerts.notes('alert-1'), [note('b'), note('a'), note('c')]);
  });

  it('gives out every number once, also to those who ask at the same time', async (t) => {
    const ledger = await open(t);

    const numbers = await Promise.all(
      Array.from({ length: AT_ONCE }, () =>
        ledger.write((tx) => tx.counters.next('alert:baan-suan')),
      ),
    );
    const other = await ledger.write((tx) => tx.counters.next('alert:rival'));

    assert.deepEqual(
      numbers.toSorted((a, b) => a - b),
      Array.from({ length: AT_ONCE }, (_, index) => index + 1),
    );
    assert.equal(other, 1);
  });
}
