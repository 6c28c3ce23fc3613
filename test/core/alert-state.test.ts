import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { AlertRow } from '../../src/core/alert.ts';
import {
  type ActedBy,
  type AlertAct,
  type AlertStep,
  stepAlert,
  SYSTEM,
  UNDO_WITHIN,
} from '../../src/core/alert-state.ts';
import { alertRow } from '../support/ledger-rows.ts';

const NOW = alertRow().firstAt;
const HOUR = 3_600_000;

function by(person: string, at = NOW, via = 'line'): ActedBy {
  return { by: person, via, at };
}

function after(row: AlertRow, step: AlertStep): AlertRow {
  assert.ok('change' in step);
  return step.change === null ? row : { ...row, ...step.change, version: row.version + 1 };
}

const acknowledged = after(alertRow(), stepAlert(alertRow(), { act: 'acknowledge' }, by('nok')));
const resolved = after(acknowledged, stepAlert(acknowledged, { act: 'resolve' }, by('lek')));

describe('an alert', () => {
  it('is acknowledged by the first, with place, time and what was said', () => {
    const step = stepAlert(alertRow(), { act: 'acknowledge', note: 'calling' }, by('nok'));

    assert.deepEqual(step, {
      change: {
        state: 'acknowledged',
        acknowledgedBy: 'nok',
        acknowledgedAt: NOW,
        acknowledgedVia: 'line',
        snoozedUntil: null,
        note: 'calling',
      },
      note: { by: 'nok', via: 'line', at: NOW, kind: 'acknowledged', text: 'calling' },
    });
  });

  const twice: [string, AlertRow, AlertAct, string][] = [
    ['an acknowledgement by the same person', acknowledged, { act: 'acknowledge' }, 'nok'],
    ['an end by the same person', resolved, { act: 'resolve' }, 'lek'],
    ['the same assignee', alertRow({ assignee: 'mai' }), { act: 'assign', to: 'mai' }, 'nok'],
    [
      'the same snooze',
      alertRow({ state: 'snoozed', snoozedUntil: NOW + HOUR }),
      { act: 'snooze', until: NOW + HOUR + 60_000 },
      'nok',
    ],
    ['waking up', alertRow(), { act: 'wake' }, SYSTEM],
  ];
  for (const [what, row, act, person] of twice) {
    it(`takes ${what} a second time as done`, () => {
      assert.deepEqual(stepAlert(row, act, by(person)), { change: null, note: null });
    });
  }

  const refused: [string, AlertRow, AlertAct, ActedBy, string][] = [
    ['a second acknowledger', acknowledged, { act: 'acknowledge' }, by('lek'), 'acknowledged'],
    [
      'an undo of nothing',
      alertRow(),
      { act: 'unacknowledge', reason: 'x' },
      by('nok'),
      'not-acknowledged',
    ],
    [
      'an undo without a reason',
      acknowledged,
      { act: 'unacknowledge', reason: '  ' },
      by('nok'),
      'no-reason',
    ],
    [
      'an undo after ten minutes',
      acknowledged,
      { act: 'unacknowledge', reason: 'x' },
      by('nok', NOW + UNDO_WITHIN),
      'too-late',
    ],
    ['a snooze into the past', alertRow(), { act: 'snooze', until: NOW }, by('nok'), 'past'],
    [
      'waking before its time',
      alertRow({ state: 'snoozed', snoozedUntil: NOW + 1 }),
      { act: 'wake' },
      by(SYSTEM),
      'not-due',
    ],
    ['an occurrence after the end', resolved, { act: 'again' }, by(SYSTEM), 'over'],
  ];
  for (const [what, row, act, acted, why] of refused) {
    it(`refuses ${what}`, () => {
      assert.deepEqual(stepAlert(row, act, acted), { refused: why });
    });
  }

  it('stands where it stood when a snooze is over', () => {
    const asleep = { state: 'snoozed', snoozedUntil: NOW + HOUR } as const;

    const open = stepAlert(alertRow(asleep), { act: 'wake' }, by(SYSTEM, NOW + HOUR));
    const taken = stepAlert(
      { ...acknowledged, ...asleep },
      { act: 'wake' },
      by(SYSTEM, NOW + HOUR),
    );

    assert.deepEqual(open, { change: { state: 'open', snoozedUntil: null }, note: null });
    assert.deepEqual(taken, { change: { state: 'acknowledged', snoozedUntil: null }, note: null });
  });

  it('keeps what people do after its end as notes', () => {
    const step = stepAlert(resolved, { act: 'acknowledge', note: 'me too' }, by('mai'));

    assert.deepEqual(step, {
      change: null,
      note: { by: 'mai', via: 'line', at: NOW, kind: 'late', text: 'me too' },
    });
  });
});

type Move = { act: AlertAct; acted: ActedBy; wait: number };

const words = fc.string({ maxLength: 5 });
const act: fc.Arbitrary<AlertAct> = fc.oneof(
  fc.constant({ act: 'acknowledge' } as const),
  words.map((reason) => ({ act: 'unacknowledge', reason }) as const),
  fc.nat(HOUR).map((wait) => ({ act: 'snooze', until: NOW + wait }) as const),
  fc.constant({ act: 'wake' } as const),
  fc.constantFrom('nok', 'lek', 'mai').map((to) => ({ act: 'assign', to }) as const),
  words.map((text) => ({ act: 'note', text }) as const),
  fc.constant({ act: 'resolve' } as const),
  fc.constant({ act: 'again' } as const),
);
const move: fc.Arbitrary<Move> = fc.record({
  act,
  wait: fc.nat(UNDO_WITHIN / 2),
  acted: fc.record({
    by: fc.constantFrom('nok', 'lek', 'mai', SYSTEM),
    via: fc.constantFrom('line', 'slack', null),
    at: fc.constant(NOW),
  }),
});

describe('any play of acts, from several people on two platforms, with duplicates and restarts', () => {
  it('has one winner, one end, its first words, and one version per change', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), fc.nat(), (moves, restart) => {
        let row = alertRow();
        let at = NOW;
        // A restart does the act at its place again, on the row as it was stored.
        const again = moves.length === 0 ? -1 : restart % moves.length;
        const played = moves.flatMap((each, index) => (index === again ? [each, each] : [each]));
        for (const { act: next, acted, wait } of played) {
          at += wait;
          const step = stepAlert(row, next, { ...acted, at });
          if ('refused' in step) continue;
          const stored: AlertRow = JSON.parse(JSON.stringify(after(row, step)));
          checkMove(row, stored, { act: next, acted: { ...acted, at }, wait });
          row = stored;
        }
      }),
    );
  });
});

function checkMove(before: AlertRow, now: AlertRow, { act: { act: name }, acted }: Move): void {
  const { version: was, ...old } = before;
  const { version, ...fresh } = now;
  assert.equal(version, JSON.stringify(old) === JSON.stringify(fresh) ? version : was + 1);
  assert.deepEqual(now.message, before.message);
  assert.deepEqual([now.number, now.firstAt], [before.number, before.firstAt]);
  if (before.state === 'resolved') assert.deepEqual(now, before);
  if (before.acknowledgedBy === null || before.acknowledgedBy === now.acknowledgedBy) return;
  assert.equal(now.acknowledgedBy, null, 'only one may have it at a time');
  assert.equal(name, 'unacknowledge');
  assert.ok(acted.at - (before.acknowledgedAt ?? 0) < UNDO_WITHIN);
}
