import type { Migration } from 'kysely/migration';
import type { Dialect } from '../dialect.ts';
import { start } from './0001-start.ts';
import { alerts } from './0002-alerts.ts';
import { runs } from './0003-runs.ts';
import { forgetting } from './0004-forgetting.ts';
import { leanIntake } from './0005-lean-intake.ts';
import { lanes } from './0006-lanes.ts';

/**
 * Every migration, in order; to add one: a file `NNNN-what.ts` and a line here. One that was released is never edited,
 * and each must leave the tables readable by the code that comes with it only.
 */
export function migrations(dialect: Dialect): Record<string, Migration> {
  return {
    '0001-start': start(dialect),
    '0002-alerts': alerts(dialect),
    '0003-runs': runs(dialect),
    '0004-forgetting': forgetting(),
    '0005-lean-intake': leanIntake(),
    '0006-lanes': lanes(),
  };
}
