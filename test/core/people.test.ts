import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Actor, may } from '../../src/core/people.ts';
import { Person, type Role, Shop } from '../../src/core/settings.ts';

const shop = Shop.parse({ id: 'a', name: 'A', locale: 'th', timeZone: 'Asia/Bangkok' });
const other = Shop.parse({ id: 'b', name: 'B', locale: 'th', timeZone: 'Asia/Bangkok' });
const channel = { platform: 'line', id: 'U1', kind: 'direct' } as const;

function actor(roles: Record<string, Role>): Actor {
  const person = Person.parse({ id: 'nok', name: 'Nok', roles });
  return { identity: { platform: 'line', id: 'U1' }, person };
}

describe('may', () => {
  const table: [string, Actor, Role | null, Shop | null, boolean][] = [
    [
      'lets a stranger use what is open to everybody',
      { identity: null, person: null },
      null,
      null,
      true,
    ],
    ['refuses a stranger everything else', { identity: null, person: null }, 'viewer', shop, false],
    ['refuses a person without a role in the shop', actor({ b: 'owner' }), 'viewer', shop, false],
    ['refuses a viewer what needs an operator', actor({ a: 'viewer' }), 'operator', shop, false],
    ['lets an operator do it', actor({ a: 'operator' }), 'operator', shop, true],
    ['lets an owner do what an operator may', actor({ a: 'owner' }), 'operator', shop, true],
    ['keeps a role to its shop', actor({ a: 'owner' }), 'viewer', other, false],
    ['refuses when no shop is known', actor({ a: 'owner' }), 'viewer', null, false],
  ];
  for (const [name, who, role, where, expected] of table) {
    it(name, () => {
      assert.equal(may(who, { role }, where, channel).ok, expected);
    });
  }
});
