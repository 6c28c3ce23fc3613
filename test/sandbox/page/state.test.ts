import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { createFakeClock } from '../../support/fake-clock.ts';
import { openScene, type Scene } from './stage.ts';

const NOK = 'U8df4f50947aaeb26c57d21fa5d328263';
const TEAM = 'C49ddb14f71010b93b7d946bf54074e32';
const EK = 'Udfe574de739988b886e7577496a2c877';

const State = z.object({
  seat: z.string(),
  seats: z.array(z.looseObject({ id: z.string(), locale: z.string() })),
  chat: z.array(z.looseObject({ mine: z.boolean(), name: z.string().nullable() })),
  charges: z.array(
    z.looseObject({ id: z.string(), state: z.string(), flags: z.array(z.string()) }),
  ),
  faults: z.looseObject({}),
});

async function stateFor({ web }: Scene, seat: string): Promise<z.infer<typeof State>> {
  const answer = await web.request(`http://localhost:3000/sandbox/state?seat=${seat}`);
  return State.parse(await answer.json());
}

describe('the state of the page', () => {
  it('shows the charges of the shop one minds, with what can be done to them', async () => {
    const scene = openScene(createFakeClock());

    const { charges } = await stateFor(scene, 'nok');

    const seen = charges.map(({ state, flags }) => [state, ...flags].join(' '));
    assert.deepEqual(seen, [
      'successful void',
      'held pre-auth',
      'successful void',
      'failed',
      'held',
      'successful no-refund',
      'partly-refunded',
      'successful full-only',
      'held',
      'disputed',
      'partly-refunded',
      'successful',
    ]);
  });

  it('has a person for each language', async () => {
    const scene = openScene(createFakeClock());

    const { seats } = await stateFor(scene, 'nok');

    assert.deepEqual([...new Set(seats.map(({ locale }) => locale))].sort(), [
      'en',
      'ja',
      'th',
      'vi',
    ]);
  });

  it('shows a chat only to who is in it', async () => {
    const scene = openScene(createFakeClock());
    await scene.line.say(NOK, 'สวัสดี');

    const own = await stateFor(scene, 'nok');
    const other = await stateFor(scene, 'linh');

    assert.equal(own.chat.length, 1);
    assert.equal(other.chat.length, 0);
  });

  it('tells in a group what was said by oneself and what by others', async () => {
    const scene = openScene(createFakeClock());
    await scene.line.say(EK, '@Tenban วิธีใช้', { group: TEAM });

    const own = await stateFor(scene, 'ek');
    const other = await stateFor(scene, 'fon');

    assert.deepEqual(
      own.chat.map(({ mine }) => mine),
      [true],
    );
    assert.deepEqual(
      other.chat.map(({ mine, name }) => [mine, name]),
      [[false, 'เอก ธนกร']],
    );
  });

  it('falls back to the first person for a seat nobody has', async () => {
    const scene = openScene(createFakeClock());

    const { seat } = await stateFor(scene, 'nobody');

    assert.equal(seat, 'nok');
  });
});

describe('the events of the page', () => {
  it('tells of many changes at once, and ends when the page is closed', async () => {
    const clock = createFakeClock();
    const { web, line, pages } = openScene(clock);
    const answer = await web.request('http://localhost:3000/sandbox/events');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    const first = await reader?.read();

    await line.say(NOK, 'one');
    await line.say(NOK, 'two');
    await clock.advance(100);
    const second = await reader?.read();
    pages.close();
    const last = await reader?.read();

    assert.match(first?.value ?? '', /^event: changed/);
    assert.equal(second?.value?.match(/event: changed/g)?.length, 1);
    assert.equal(last?.done, true);
  });
});
