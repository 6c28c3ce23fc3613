import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Batch, createGroupCommit } from '../../src/ledger/group-commit.ts';

type Events = string[];

/** A database that only tells what it was asked to do. */
function fakeBegin(events: Events, fail: { begin?: Error; commit?: Error; undo?: Error } = {}) {
  return async (): Promise<Batch<Events>> => {
    if (fail.begin) throw fail.begin;
    events.push('begin');
    return {
      async unit(work) {
        try {
          return { value: await work(events) };
        } catch (error) {
          if (fail.undo) throw fail.undo;
          return { error };
        }
      },
      async commit() {
        if (fail.commit) throw fail.commit;
        events.push('commit');
      },
      async rollback() {
        events.push('rollback');
        throw new Error('there is no transaction any more');
      },
    };
  };
}

function note(word: string) {
  return async (events: Events) => {
    events.push(word);
    return word;
  };
}

describe('group commit', () => {
  it('commits what waits at the same moment together, in order', async () => {
    const events: Events = [];
    const { write } = createGroupCommit(fakeBegin(events));

    const answers = await Promise.all([write(note('a')), write(note('b')), write(note('c'))]);

    assert.deepEqual(answers, ['a', 'b', 'c']);
    assert.deepEqual(events, ['begin', 'a', 'b', 'c', 'commit']);
  });

  it('takes units that arrive while it runs into the same commit', async () => {
    const events: Events = [];
    const { write } = createGroupCommit(fakeBegin(events));
    let late: Promise<string> | undefined;

    await write(async (tx) => {
      late = write(note('late'));
      return note('early')(tx);
    });
    await late;

    assert.deepEqual(events, ['begin', 'early', 'late', 'commit']);
  });

  it('tells nobody before the commit', async () => {
    const events: Events = [];
    const { write } = createGroupCommit(fakeBegin(events));

    await Promise.all(
      ['a', 'b'].map((word) => write(note(word)).then(() => events.push(`${word} told`))),
    );

    assert.deepEqual(events, ['begin', 'a', 'b', 'commit', 'a told', 'b told']);
  });

  it('puts no more units into one commit than its limit', async () => {
    const events: Events = [];
    const { write } = createGroupCommit(fakeBegin(events), 2);

    await Promise.all(['a', 'b', 'c'].map((word) => write(note(word))));

    assert.deepEqual(events, ['begin', 'a', 'b', 'commit', 'begin', 'c', 'commit']);
  });

  it('rejects all units when the commit fails, and works again afterwards', async () => {
    const events: Events = [];
    const fail: { commit?: Error } = { commit: new Error('disk full') };
    const { write } = createGroupCommit(fakeBegin(events, fail));

    const lost = await Promise.allSettled([write(note('a')), write(note('b'))]);
    delete fail.commit;
    const kept = await write(note('c'));

    assert.deepEqual(
      lost.map((outcome) => outcome.status === 'rejected' && outcome.reason.message),
      ['disk full', 'disk full'],
    );
    assert.equal(kept, 'c');
    assert.deepEqual(events, ['begin', 'a', 'b', 'rollback', 'begin', 'c', 'commit']);
  });

  it('rejects all that waits when no transaction can begin', async () => {
    const { write } = createGroupCommit(fakeBegin([], { begin: new Error('locked') }));

    const outcomes = await Promise.allSettled([write(note('a')), write(note('b'))]);

    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
  });

  it('loses the whole commit when a failed unit cannot be undone alone', async () => {
    const events: Events = [];
    const { write } = createGroupCommit(fakeBegin(events, { undo: new Error('rolled back') }));

    const outcomes = await Promise.allSettled([
      write(note('a')),
      write(() => Promise.reject(new Error('mine'))),
    ]);

    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['rejected', 'rejected'],
    );
    assert.deepEqual(events, ['begin', 'a', 'rollback']);
  });

  it('passes a unit its own error on even when the commit fails too', async () => {
    const { write } = createGroupCommit(fakeBegin([], { commit: new Error('disk full') }));

    const mine = write(() => Promise.reject(new Error('mine')));

    await assert.rejects(mine, { message: 'mine' });
  });
});
