import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createHeart } from '../../src/queue/boss-heart.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { recordingLog } from '../support/log.ts';

function openHeart() {
  const clock = createFakeClock();
  const judged: (number | null)[] = [];
  const database = { answers: true };
  const heart = createHeart({
    clock,
    log: recordingLog().log,
    async touch() {
      if (!database.answers) throw new Error('gone');
    },
    async recover(seconds) {
      judged.push(seconds);
      return 0;
    },
  });
  async function beats(count: number): Promise<void> {
    for (let beat = 0; beat < count; beat += 1) {
      await clock.advance(1_000);
      await heart.beat();
    }
  }
  return { clock, heart, judged, database, beats };
}

describe('the heart of a queue', () => {
  it('judges nobody before all who live had time to be heard', async () => {
    const { judged, beats } = openHeart();

    await beats(13);
    const early = judged.length;
    await beats(2);

    assert.deepEqual([early, judged], [0, [10, 10]]);
  });

  it('waits as long again when the database was away', async () => {
    const { judged, database, beats } = openHeart();
    await beats(20);
    const before = judged.length;
    database.answers = false;
    await beats(13);
    database.answers = true;

    await beats(13);
    const early = judged.length;
    await beats(1);

    assert.deepEqual([early, judged.length], [before, before + 1]);
  });

  it('waits as long again when everything stood still', async () => {
    const { clock, heart, judged, beats } = openHeart();
    await beats(20);
    const before = judged.length;
    await clock.advance(30_000);

    await heart.beat();
    await beats(12);
    const early = judged.length;
    await beats(1);

    assert.deepEqual([early, judged.length], [before, before + 1]);
  });

  it('judges everybody at once when told that it is alone', async () => {
    const { heart, judged } = openHeart();

    await heart.recoverAll();

    assert.deepEqual(judged, [null]);
  });
});
