import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createConnecting } from '../../src/engine/connecting.ts';
import { openShop } from '../support/shop.ts';

describe('a note of a chat and a page', () => {
  it('is over at its time, also while it is about to be forgotten', async (t) => {
    const { tenban, clock } = await openShop(t);
    const connecting = createConnecting(tenban.house);
    const until = clock.now().epochMilliseconds + 500;
    await connecting.change('flow:a', () => ({ payload: { typed: 'a' }, until }));

    const alive = await connecting.read('flow:a');
    await clock.advance(500);
    // What forgets has taken the row up, with a lease, and was cut short.
    await tenban.house.ledger.write((tx) =>
      tx.dues.claim('connecting:flow:a', until, until + 600_000),
    );
    const over = await connecting.read('flow:a');

    assert.deepEqual(alive, { typed: 'a' });
    assert.equal(over, null);
  });

  it('changes nothing when making the next one fails', async (t) => {
    const { tenban, clock } = await openShop(t);
    const connecting = createConnecting(tenban.house);
    const until = clock.now().epochMilliseconds + 60_000;
    await connecting.change('flow:a', () => ({ payload: 1, until }));

    const refused = connecting.change('flow:a', () => {
      throw new RangeError('not this one');
    });

    await assert.rejects(refused, RangeError);
    assert.equal(await connecting.read('flow:a'), 1);
  });
});
