import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { loosens } from '../../src/core/limit-change.ts';
import type { Limit } from '../../src/core/settings.ts';

function limit(change: Partial<Limit> = {}): Limit {
  return { id: 'l', shop: 'baan-suan', currency: 'THB', version: 1, ...change };
}

const five = limit({ perRequest: 500, perDay: 5_000 });

const rows: [name: string, before: Limit[], after: Limit[], loosens: boolean][] = [
  ['nothing at all', [five], [five], false],
  ['a lower limit', [five], [{ ...five, perDay: 4_000 }], false],
  ['a higher limit', [five], [{ ...five, perDay: 5_001 }], true],
  ['one lower and one higher', [five], [{ ...five, perRequest: 1, perDay: 5_001 }], true],
  ['a limit that goes', [five], [], true],
  ['one of its amounts that goes', [five], [limit({ perRequest: 500 })], true],
  ['the first limit of a shop', [], [five], false],
  ['a limit for one role more', [five], [five, { ...five, id: 'm', role: 'viewer' }], false],
  [
    'a currency that allowed nothing before',
    [five],
    [five, limit({ id: 'm', currency: 'JPY', perRequest: 100 })],
    true,
  ],
  [
    'one day for two commands that becomes a day for each',
    [limit({ perDay: 100, commands: ['refund', 'capture'] })],
    [
      limit({ id: 'm', perDay: 100, commands: ['refund'] }),
      limit({ id: 'n', perDay: 100, commands: ['capture'] }),
    ],
    true,
  ],
  [
    'a limit that another one makes up for',
    [five, limit({ id: 'm', role: 'operator', perRequest: 100 })],
    [five],
    true,
  ],
];

describe('a change of limits', () => {
  for (const [name, before, after, expected] of rows) {
    it(`${expected ? 'loosens' : 'does not loosen'}: ${name}`, () => {
      assert.equal(loosens(before, after), expected);
    });
  }
});
