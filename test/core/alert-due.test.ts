import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AlertRow } from '../../src/core/alert.ts';
import { countsBusinessHours, nextAct, type Rules } from '../../src/core/alert-due.ts';
import { type Route, Shop } from '../../src/core/settings.ts';
import { alertRow } from '../support/alert-row.ts';

const MINUTE = 60_000;
const BEGAN = Temporal.Instant.from('2026-11-25T03:00:00Z').epochMilliseconds;
const GROUP = [{ to: 'line' as const, group: 'C1' }];
const BOSS = [{ to: 'role' as const, role: 'owner' as const }];

function rules(...routes: Partial<Route>[]): Rules {
  const shop = Shop.parse({ id: 'baan-suan', name: 'A', locale: 'th', timeZone: 'Asia/Bangkok' });
  const whole = routes.map((route, index) => ({
    id: `r${index}`,
    shop: shop.id,
    targets: GROUP,
    escalate: [],
    remind: {},
    version: 1,
    ...route,
  }));
  const platforms = new Set(['line']);
  const days = new Set([1, 2, 3, 4, 5]);
  const hours = { days, from: '09:00', to: '18:00', holidays: new Set<string>() };
  const calendar = { ...hours, timeZone: shop.timeZone };
  return { world: { shop, people: [], routes: whole, platforms }, calendar };
}

/** What happens next to an alert that began at 0, and at which minute. */
function next(row: Partial<AlertRow>, given: Rules, minute = 0): [string, number] | null {
  const whole = alertRow({ firstAt: BEGAN, lastAt: BEGAN, ...row });
  const act = nextAct(whole, given, BEGAN + minute * MINUTE);
  return act === null ? null : [act.act, (act.at - BEGAN) / MINUTE];
}

const step = (after: number, hours: 'any' | 'business' = 'any') => ({
  after,
  hours,
  targets: BOSS,
});

describe('what happens to an alert by itself', () => {
  it('is nothing without a rule, and nothing after its end', () => {
    assert.equal(next({}, rules({})), null);
    assert.equal(next({ state: 'resolved' }, rules({ remind: { open: 5 } })), null);
  });

  it('escalates step by step, whichever route a step is from', () => {
    const given = rules({ escalate: [step(30)] }, { escalate: [step(10), step(60)] });

    assert.deepEqual(
      [0, 1, 2, 3].map((taken) => next({ step: taken }, given)),
      [['escalate', 10], ['escalate', 30], ['escalate', 60], null],
    );
  });

  it('does not escalate once somebody has acknowledged', () => {
    assert.equal(next({ state: 'acknowledged' }, rules({ escalate: [step(10)] })), null);
  });

  it('counts business hours where a step says so', () => {
    const given = rules({ escalate: [step(8 * 60 + 1, 'business')] });

    assert.equal(countsBusinessHours(given.world, alertRow()), true);
    assert.deepEqual(next({}, given), ['escalate', 23 * 60 + 1]);
  });

  it('reminds at whole intervals, by the shortest of its routes', () => {
    const given = rules({ remind: { open: 30 } }, { remind: { open: 20 } });
    const at = (minute: number | null): Partial<AlertRow> => ({
      remindedAt: minute === null ? null : BEGAN + minute * MINUTE,
    });

    assert.deepEqual(next(at(null), given), ['remind', 20]);
    assert.deepEqual(next(at(20), given), ['remind', 40]);
    assert.deepEqual(next(at(39), given), ['remind', 40]);
  });

  it('tells intervals that were slept through as one, by the number of the last', () => {
    const given = rules({ remind: { open: 20 } });
    const row = alertRow({ firstAt: BEGAN });

    const act = nextAct(row, given, BEGAN + 90 * MINUTE);

    assert.ok(act?.act === 'remind');
    assert.deepEqual([act.turn, act.at], [4, BEGAN + 20 * MINUTE]);
  });

  it('reminds of what is acknowledged from then on', () => {
    const given = rules({ remind: { acknowledged: 60 } });
    const acknowledged = { state: 'acknowledged' as const, acknowledgedAt: BEGAN + 15 * MINUTE };

    assert.equal(next({}, given), null);
    assert.deepEqual(next(acknowledged, given), ['remind', 75]);
  });

  it('ends a snooze and does nothing before', () => {
    const given = rules({ escalate: [step(10)], remind: { open: 5 } });
    const snoozed = { state: 'snoozed' as const, snoozedUntil: BEGAN + 60 * MINUTE };

    assert.deepEqual(next(snoozed, given), ['wake', 60]);
  });

  it('leaves what a summary lists to the summary', () => {
    const given = rules({ escalate: [step(10)], remind: { open: 5 } });

    assert.equal(next({ summary: 'other' }, given), null);
  });

  it('comes in the order of time', () => {
    const given = rules({ escalate: [step(10)], remind: { open: 15 } });

    assert.deepEqual(next({}, given), ['escalate', 10]);
    assert.deepEqual(next({ step: 1 }, given), ['remind', 15]);
  });
});
