import type { Compilable } from 'kysely';
import { unanswered } from '../lib/postgres-hints.ts';
import type { Db } from './tables.ts';

/** Carries out a statement whose answer nobody needs: on PostgreSQL a unit goes on meanwhile, and fails if it does. */
export async function carryOut(db: Db, query: Compilable): Promise<void> {
  await db.executeQuery(unanswered(query.compile()));
}
