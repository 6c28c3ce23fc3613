import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { CompiledQuery, Kysely } from 'kysely';
import { unanswered } from '../../src/lib/postgres-hints.ts';
import { connect, newDatabase, query } from '../support/postgres.ts';

const insert = (n: number) => CompiledQuery.raw('insert into numbers values ($1)', [n]);

async function open(t: TestContext): Promise<{ db: Kysely<unknown>; numbers(): Promise<unknown> }> {
  const url = await newDatabase();
  await query(url, 'create table numbers (n integer primary key)');
  const { dialect } = await connect(t, url);
  return {
    db: new Kysely<unknown>({ dialect }),
    numbers: async () => query(url, 'select n from numbers order by n'),
  };
}

describe('a statement that is not waited for', () => {
  it('is carried out in its place', async (t) => {
    const { db, numbers } = await open(t);

    const seen = await db.transaction().execute(async (tx) => {
      await tx.executeQuery(unanswered(insert(1)));
      const { rows } = await tx.executeQuery(CompiledQuery.raw('select n from numbers'));
      await tx.executeQuery(unanswered(insert(2)));
      return rows;
    });

    assert.deepEqual(seen, [{ n: 1 }]);
    assert.deepEqual(await numbers(), [{ n: 1 }, { n: 2 }]);
  });

  it('fails what follows for its own reason, and nothing is written', async (t) => {
    const { db, numbers } = await open(t);
    const twice = db.transaction().execute(async (tx) => {
      await tx.executeQuery(unanswered(insert(1)));
      await tx.executeQuery(unanswered(insert(1)));
      await tx.executeQuery(insert(2));
    });

    await assert.rejects(twice, { code: '23505' });

    assert.deepEqual(await numbers(), []);
  });

  it('fails the commit when nothing follows, and the connection is as good as before', async (t) => {
    const { db, numbers } = await open(t);
    const twice = db.transaction().execute(async (tx) => {
      await tx.executeQuery(unanswered(insert(1)));
      await tx.executeQuery(unanswered(insert(1)));
    });

    await assert.rejects(twice, { code: '23505' });
    await db.transaction().execute((tx) => tx.executeQuery(insert(3)));

    assert.deepEqual(await numbers(), [{ n: 3 }]);
  });
});
