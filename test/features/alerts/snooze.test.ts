import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { endOf, For } from '../../../src/features/alerts/snooze.ts';

const NOW = Temporal.Instant.from('2026-11-25T18:30:00Z');

describe('how long an alert is snoozed', () => {
  const read: [string, number | 'tomorrow'][] = [
    ['1h', 1],
    ['3', 3],
    ['๓', 3],
    ['１２ｈ', 12],
    ['Tomorrow', 'tomorrow'],
  ];
  for (const [given, wanted] of read) {
    it(`reads ${given}`, () => {
      assert.equal(For.parse(given), wanted);
    });
  }

  for (const given of ['0h', '73h', '1.5h', 'later', ''])
    it(`does not guess at “${given}”`, () => {
      assert.equal(For.safeParse(given).success, false);
    });

  const mornings: [string, string][] = [
    ['Asia/Bangkok', '2026-11-27T02:00:00Z'],
    ['Asia/Tokyo', '2026-11-27T00:00:00Z'],
    ['UTC', '2026-11-26T09:00:00Z'],
  ];
  for (const [zone, end] of mornings) {
    it(`ends at nine the next morning in ${zone}`, () => {
      const until = endOf('tomorrow', NOW, zone);

      assert.equal(until, Temporal.Instant.from(end).epochMilliseconds);
    });
  }
});
