import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it } from 'node:test';
import type { Delivery, Drawn } from '../../../src/core/platform.ts';
import { problems } from '../../../src/platforms/line/limits.ts';
import { renderAll } from '../../../src/platforms/line/render.ts';
import { drawn, tapAction } from '../../support/drawn.ts';
import { GROUP, NOK, openLine } from '../../support/line-house.ts';

const TEN_MINUTES = 600_000;

function delivery(conversation: string, change: Partial<Delivery> = {}): Delivery {
  const kind = conversation === GROUP ? 'group' : 'direct';
  return {
    address: { platform: 'line', conversation, kind },
    message: drawn(),
    retryKey: randomUUID(),
    firstAttemptAt: null,
    ...change,
  };
}

describe('the budget', () => {
  it('is what LINE says', async (t) => {
    const { line } = await openLine(t, { quota: 300 });

    assert.deepEqual(await line.budget?.(), { limit: 300, used: 0 });
  });

  it('has no limit where LINE sets none', async (t) => {
    const { line } = await openLine(t);

    assert.deepEqual(await line.budget?.(), { limit: null, used: 0 });
  });

  it('counts own pushes between two looks, a group by its members', async (t) => {
    const { line, simulator } = await openLine(t, { quota: 300 });
    await line.budget?.();

    await line.send(delivery(NOK));
    await line.send(delivery(GROUP));

    const asked = simulator.requests.filter(({ path }) => path.includes('/quota')).length;
    assert.deepEqual(await line.budget?.(), { limit: 300, used: 3 });
    assert.equal(asked, 2);
  });

  it('is asked for again after ten minutes', async (t) => {
    const { line, simulator, clock } = await openLine(t, { quota: 300 });
    await line.budget?.();

    await clock.advance(TEN_MINUTES);
    await line.budget?.();

    assert.equal(simulator.requests.filter(({ path }) => path.endsWith('/consumption')).length, 2);
  });

  it('starts anew with the month in Japan', async (t) => {
    const { line, simulator, clock } = await openLine(t, { quota: 300 });
    await clock.advance(
      Temporal.Duration.from({ days: 5, hours: 11, minutes: 55 }).total('milliseconds'),
    );
    await line.send(delivery(NOK));
    const before = await line.budget?.();

    await clock.advance(TEN_MINUTES / 2);

    assert.deepEqual(before, { limit: 300, used: 1 });
    assert.deepEqual(await line.budget?.(), { limit: 300, used: 0 });
    assert.equal(simulator.quotaUsed(), 0);
  });
});

describe('several cards in one send', () => {
  const card = (title: string, change: Partial<Drawn> = {}): Drawn => drawn({ title, ...change });
  const said = (more: Drawn[], message: Drawn): string[] =>
    renderAll(delivery(NOK, { message, more })).map((object) =>
      'text' in object ? object.text : 'card',
    );

  it('are one object each, in order, and never more than five', () => {
    const more = ['2', '3', '4', '5', '6'].map((title) => card(title));

    assert.deepEqual(said(more, card('1')), ['1', '2', '3', '4', '5']);
  });

  it('end with the one that asks something', () => {
    const asks = card('Which?', { choices: [tapAction('This')] });

    const objects = renderAll(delivery(NOK, { message: asks, more: [card('By the way')] }));

    assert.deepEqual(
      objects.map((object) => ('text' in object ? object.text : '')),
      ['By the way', 'Which?'],
    );
    assert.equal(objects[1]?.quickReply?.items?.length, 1);
  });

  it('turn the choices of the others into buttons', () => {
    const other = card('Other', { choices: [tapAction('Yes')] });

    const objects = renderAll(delivery(NOK, { message: card('Last'), more: [other, card('End')] }));

    assert.deepEqual(problems(objects), []);
    assert.equal(objects[1]?.quickReply, undefined);
    assert.match(JSON.stringify(objects[1]), /token-Yes/);
  });

  it('cost one message', async (t) => {
    const { line, simulator } = await openLine(t, { quota: 300 });

    await line.send(delivery(NOK, { more: [card('2'), card('3')] }));

    assert.equal(simulator.quotaUsed(), 1);
    assert.equal(simulator.chat(NOK).length, 3);
  });
});
