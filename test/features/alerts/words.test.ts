import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AlertNoteRow, AlertState } from '../../../src/core/alert.ts';
import type { AlertAct, AlertRefusal } from '../../../src/core/alert-state.ts';
import { words } from '../../support/words.ts';

/** Written out as objects, so that a new one is a type error here until it is listed. */
const SAID: { [act in Exclude<AlertAct['act'], 'wake' | 'again'>]: true } = {
  acknowledge: true,
  unacknowledge: true,
  snooze: true,
  assign: true,
  note: true,
  resolve: true,
};
const REFUSALS: { [why in AlertRefusal]: true } = {
  acknowledged: true,
  'not-acknowledged': true,
  'too-late': true,
  'no-reason': true,
  past: true,
  'not-due': true,
  over: true,
};
const STATES: { [state in AlertState]: true } = {
  open: true,
  acknowledged: true,
  snoozed: true,
  resolved: true,
};
const NOTES: { [kind in AlertNoteRow['kind']]: true } = {
  note: true,
  late: true,
  acknowledged: true,
  unacknowledged: true,
  snoozed: true,
  assigned: true,
  resolved: true,
  escalated: true,
};

describe('the words of alerts', () => {
  it('are there for everything done, done before and refused, every state and every note', () => {
    const needed = [
      ...Object.keys(SAID).flatMap((act) => [`alerts.did.${act}`, `alerts.already.${act}`]),
      ...Object.keys(REFUSALS).map((why) => `alerts.refused.${why}`),
      ...Object.keys(STATES).map((state) => `alerts.state.${state}`),
      ...Object.keys(NOTES).map((kind) => `alerts.history.${kind}`),
    ];

    const missing = needed.filter((key) => !words.has(key));

    assert.deepEqual(missing, []);
  });
});
