import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  firstWants,
  otherWay,
  peaceUntil,
  type Recipient,
  recipientsOf,
  type World,
} from '../../src/core/routing.ts';
import { Person, type Route, Shop } from '../../src/core/settings.ts';

const SHOP = Shop.parse({ id: 'a', name: 'A', locale: 'th', timeZone: 'Asia/Bangkok' });
const NOW = Temporal.Instant.from('2026-11-25T16:00:00Z').epochMilliseconds;
const NIGHT = { from: '22:00', to: '08:00' };

function person(id: string, role: string, more: object = {}): Person {
  const identities = [
    { platform: 'line', id: `U-${id}` },
    { platform: 'slack', team: 'T1', id: `U${id}` },
  ];
  return Person.parse({ id, name: id, roles: { a: role }, identities, ...more });
}

const NOK = person('nok', 'owner', { locale: 'vi', email: 'nok@example.com' });
const LEK = person('lek', 'operator', { timeZone: 'Asia/Tokyo' });
const MAI = person('mai', 'viewer');
const RIN = person('rin', 'owner', { roles: { b: 'owner' } });

function world(routes: Partial<Route>[] = [], change: Partial<World> = {}): World {
  const whole = routes.map((route, index) => ({
    id: `r${index}`,
    shop: 'a',
    targets: [],
    escalate: [],
    remind: {},
    version: 1,
    ...route,
  }));
  const platforms = new Set(['line', 'slack', 'mail']);
  return { shop: SHOP, people: [NOK, LEK, MAI, RIN], routes: whole, platforms, ...change };
}

function told(where: World, alert: Partial<Parameters<typeof firstWants>[1]> = {}): Recipient[] {
  const about = { kind: 'refunds.stuck', severity: 'warning' as const, ...alert };
  return recipientsOf(where, firstWants(where, about));
}

const placesOf = (found: Recipient[]): string[] =>
  found.map(({ address }) => `${address.platform}:${address.conversation}`);

describe('routes', () => {
  it('lead to everybody who may act when there are none', () => {
    assert.deepEqual(placesOf(told(world())), ['line:U-nok', 'line:U-lek']);
  });

  it('count by shop, feature and severity', () => {
    const group = (name: string) => [{ to: 'line' as const, group: name }];
    const where = world([
      { targets: group('all') },
      { shop: 'b', targets: group('other shop') },
      { features: ['refunds'], targets: group('feature') },
      { features: ['orders'], targets: group('other feature') },
      { severities: ['urgent'], targets: group('urgent') },
    ]);

    assert.deepEqual(placesOf(told(where)), ['line:all', 'line:feature']);
    assert.deepEqual(placesOf(told(where, { severity: 'urgent' })), [
      'line:all',
      'line:feature',
      'line:urgent',
    ]);
  });

  it('tell the owners what concerns a platform itself, unless a route names it', () => {
    const all = { targets: [{ to: 'line' as const, group: 'all' }] };
    const named = { features: ['line'], targets: [{ to: 'line' as const, group: 'named' }] };

    assert.deepEqual(placesOf(told(world([all]), { kind: 'line.quota' })), ['line:U-nok']);
    assert.deepEqual(placesOf(told(world([all, named]), { kind: 'line.quota' })), ['line:named']);
  });

  it('write every kind of target as its platform knows it', () => {
    const where = world([
      {
        targets: [
          { to: 'slack', team: 'T1', channel: 'C1' },
          { to: 'slack', team: 'T1', channel: 'C1', thread: '1.2' },
          { to: 'line', group: 'Cgroup' },
          { to: 'mail', address: 'ops@example.com' },
          { to: 'person', person: 'nok' },
          { to: 'person', person: 'lek', on: 'slack' },
          { to: 'role', role: 'viewer' },
        ],
      },
    ]);

    assert.deepEqual(placesOf(told(where)), [
      'slack:T1/C1',
      'slack:T1/C1/1.2',
      'line:Cgroup',
      'mail:ops@example.com',
      'line:U-nok',
      'slack:T1/Ulek',
      'line:U-mai',
    ]);
  });

  it('tell a person once, where a target insists', () => {
    const where = world([
      { targets: [{ to: 'role', role: 'owner' }] },
      { targets: [{ to: 'person', person: 'nok', on: 'mail' }] },
      { targets: [{ to: 'person', person: 'nok' }] },
    ]);

    assert.deepEqual(placesOf(told(where)), ['mail:nok@example.com']);
  });

  it('tell nobody who has no role in the shop', () => {
    assert.deepEqual(told(world([{ targets: [{ to: 'person', person: 'rin' }] }])), []);
  });

  it('fall back on what is connected, e-mail last', () => {
    const nok = [{ targets: [{ to: 'person' as const, person: 'nok' }] }];
    const places = (...names: string[]) =>
      placesOf(told(world(nok, { platforms: new Set(names) })));

    assert.deepEqual(places('slack', 'mail'), ['slack:T1/Unok']);
    assert.deepEqual(places('mail'), ['mail:nok@example.com']);
    assert.deepEqual(places(), []);
  });

  it('choose the reader’s language and zone, else the shop’s', () => {
    const where = world([
      {
        targets: [
          { to: 'person', person: 'nok' },
          { to: 'person', person: 'lek' },
          { to: 'line', group: 'Cgroup' },
        ],
      },
    ]);

    const found = told(where).map(({ reader, timeZone }) => [
      reader.person,
      reader.locale,
      timeZone,
    ]);

    assert.deepEqual(found, [
      [null, 'th', 'Asia/Bangkok'],
      ['nok', 'vi', 'Asia/Bangkok'],
      ['lek', 'th', 'Asia/Tokyo'],
    ]);
  });
});

describe('peace', () => {
  const severity = 'warning';
  const owner = { to: 'role' as const, role: 'owner' as const };

  it('holds when every route that names the reader is quiet', () => {
    const loud = told(world([{ targets: [owner], quiet: NIGHT }, { targets: [owner] }]));
    const quiet = told(world([{ targets: [owner], quiet: NIGHT }]));

    assert.deepEqual(
      [...loud, ...quiet].map((recipient) => peaceUntil(recipient, { severity }, NOW)),
      [null, Temporal.Instant.from('2026-11-26T01:00:00Z').epochMilliseconds],
    );
  });

  it('gives way to what is urgent', () => {
    const [nok] = told(world([{ targets: [owner], quiet: NIGHT }]));

    assert.ok(nok);
    assert.equal(peaceUntil(nok, { severity: 'urgent' }, NOW), null);
  });
});

describe('another way', () => {
  const from = (platform: string) => ({ platform, conversation: 'x', kind: 'direct' as const });

  it('is Slack after LINE, then e-mail, then none', () => {
    const ways = ['line', 'slack', 'mail'].map(
      (platform) => otherWay(NOK, from(platform), world().platforms)?.conversation,
    );

    assert.deepEqual(ways, ['T1/Unok', 'nok@example.com', undefined]);
  });

  it('passes over what the person has not', () => {
    assert.equal(otherWay(LEK, from('slack'), world().platforms), null);
  });
});
