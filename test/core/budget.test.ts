import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { forecastOf, mayPush, monthOf, thresholdOf } from '../../src/core/budget.ts';

const ms = (instant: string): number => Temporal.Instant.from(instant).epochMilliseconds;

describe('a budget of messages', () => {
  it('keeps its last tenth for answers and what is urgent', () => {
    const weights = ['answer', 'urgent', 'warning', 'info'] as const;
    const at = (used: number): boolean[] =>
      weights.map((weight) => mayPush({ limit: 300, used }, weight));

    assert.deepEqual(at(269), [true, true, true, true]);
    assert.deepEqual(at(270), [true, true, false, false]);
    assert.deepEqual(at(300), [false, false, false, false]);
  });

  it('has no end where nothing is counted', () => {
    const budget = { limit: null, used: 1_000_000 };

    assert.equal(mayPush(budget, 'info'), true);
    assert.equal(thresholdOf(budget), null);
  });

  it('warns from 70 and from 90 percent on', () => {
    const found = [209, 210, 269, 270, 300].map((used) => thresholdOf({ limit: 300, used }));

    assert.deepEqual(found, [null, 70, 70, 90, 90]);
  });

  it('goes on as it began', () => {
    const budget = { limit: 300, used: 100 };

    assert.equal(forecastOf(budget, ms('2026-11-10T15:00:00Z')), 300);
    assert.equal(forecastOf(budget, ms('2026-10-31T15:00:00Z')), 3000);
  });

  it('turns the month in Japan', () => {
    assert.equal(monthOf(ms('2026-11-30T14:59:59Z')), '2026-11');
    assert.equal(monthOf(ms('2026-11-30T15:00:00Z')), '2026-12');
  });
});
