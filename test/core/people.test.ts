import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Actor, type Channel, may } from '../../src/core/people.ts';
import { Person, type Role, Shop } from '../../src/core/settings.ts';

const shop = Shop.parse({ id: 'a', name: 'A', locale: 'th', timeZone: 'Asia/Bangkok' });
const other = Shop.parse({ id: 'b', name: 'B', locale: 'th', timeZone: 'Asia/Bangkok' });
const channel = { platform: 'line', id: 'U1', kind: 'direct', rule: null } as const;

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

describe('may, in a channel with a rule', () => {
  const table: [string, Record<string, Role>, Role, Shop, boolean | string][] = [
    ['lets an owner do what the ceiling allows', { a: 'owner' }, 'operator', shop, true],
    ['refuses an owner what is above the ceiling', { a: 'owner' }, 'approver', shop, 'channel'],
    ['refuses a shop the rule does not name', { b: 'owner' }, 'viewer', other, 'channel'],
    ['names the role when that is missing too', { a: 'viewer' }, 'approver', shop, 'role'],
    ['gives nobody a role', { b: 'owner' }, 'viewer', shop, 'no-role'],
  ];
  const group: Channel = {
    platform: 'slack',
    id: 'T1/C1',
    kind: 'group',
    rule: {
      id: 'ops',
      platform: 'slack',
      team: 'T1',
      channel: 'C1',
      shops: ['a'],
      ceiling: 'operator',
      version: 1,
    },
  };
  for (const [name, roles, role, where, expected] of table) {
    it(name, () => {
      const permission = may(actor(roles), { role }, where, group);

      assert.equal(permission.ok || permission.why, expected);
    });
  }

  it('leaves what is open to everybody open', () => {
    assert.equal(may({ identity: null, person: null }, { role: null }, null, group).ok, true);
  });
});
