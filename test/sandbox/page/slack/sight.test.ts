import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { APP, openScene, post, type Scene } from '../stage.ts';

const Message = z.looseObject({
  ts: z.string(),
  text: z.string(),
  name: z.string().nullable(),
  mine: z.boolean(),
  onlyYou: z.boolean(),
  unheard: z.boolean(),
});
const Place = z.object({ id: z.string(), messages: z.array(Message) });
const State = z.object({
  seats: z.array(z.looseObject({ id: z.string(), said: z.record(z.string(), z.number()) })),
  slack: z.object({
    channel: z.string(),
    people: z.number(),
    places: z.object({ channel: Place, direct: Place }),
    form: z.looseObject({ id: z.string() }).nullable(),
  }),
});

async function stateFor({ web }: Scene, seat: string): Promise<z.infer<typeof State>> {
  const answer = await web.request(`http://localhost:3000/sandbox/state?seat=${seat}`);
  return State.parse(await answer.json());
}

/** Calls Slack as Tenban would; closes the simulator's port again. */
async function asTenban({ slack }: Scene, calls: [string, object][]): Promise<void> {
  const server = await slack.listen();
  const authorization = `Bearer ${APP.botToken}`;
  const headers = { authorization, 'content-type': 'application/json' };
  for (const [method, body] of calls)
    await fetch(`${server.url}/api/${method}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
  await server.close();
}

describe('Slack in the state of the page', () => {
  it('is the channel of the shop, with everybody who minds it', async () => {
    const scene = openScene(createFakeClock());

    const { slack } = await stateFor(scene, 'mali');

    assert.deepEqual([slack.channel, slack.people], ['baan-suan-ops', 4]);
  });

  it('is the same channel for its members, each seeing who said what', async () => {
    const scene = openScene(createFakeClock());
    await post(scene.web, 'slack/say', { seat: 'nok', text: '@Tenban help' });

    const own = (await stateFor(scene, 'nok')).slack.places.channel.messages;
    const other = (await stateFor(scene, 'mali')).slack.places.channel.messages;
    const stranger = (await stateFor(scene, 'jamie')).slack.places.channel.messages;

    assert.deepEqual(
      own.map(({ mine }) => mine),
      [true],
    );
    assert.deepEqual(
      other.map(({ mine, name }) => [mine, name]),
      [[false, 'นก สุภาพร']],
    );
    assert.deepEqual(stranger, []);
  });

  it('shows a message meant for one person to that person only', async () => {
    const scene = openScene(createFakeClock());
    const only = { channel: 'C07BAANSUAN', user: 'U07NOK00001', text: 'yours' };
    await asTenban(scene, [['chat.postEphemeral', only]]);

    const own = (await stateFor(scene, 'nok')).slack.places.channel.messages;
    const other = (await stateFor(scene, 'mali')).slack.places.channel.messages;

    assert.deepEqual(
      own.map(({ onlyYou, name }) => [onlyYou, name]),
      [[true, null]],
    );
    assert.deepEqual(other, []);
  });

  it('keeps direct messages from everybody else', async () => {
    const scene = openScene(createFakeClock());
    await post(scene.web, 'slack/say', { seat: 'nok', place: 'direct', text: 'help' });

    const own = (await stateFor(scene, 'nok')).slack.places.direct.messages;
    const other = (await stateFor(scene, 'mali')).slack.places.direct.messages;

    assert.deepEqual([own.length, other.length], [1, 0]);
  });

  it('puts what people say to each other between the rest, in order', async () => {
    const clock = createFakeClock();
    const scene = openScene(clock);
    for (const text of ['one & <two>', '@Tenban help', 'three']) {
      await post(scene.web, 'slack/say', { seat: 'nok', text });
      await clock.advance(5);
    }

    const { messages } = (await stateFor(scene, 'ek')).slack.places.channel;

    assert.deepEqual(
      messages.map(({ text, unheard }) => [text, unheard]),
      [
        ['one &amp; &lt;two&gt;', true],
        ['<@U07TENBAN01> help', false],
        ['three', true],
      ],
    );
  });

  it('counts what Tenban said to all in each conversation', async () => {
    const scene = openScene(createFakeClock());
    const channel = 'C07BAANSUAN';
    await asTenban(scene, [
      ['chat.postMessage', { channel, text: 'all' }],
      ['chat.postEphemeral', { channel, user: 'U07NOK00001', text: 'one' }],
    ]);

    const { seats } = await stateFor(scene, 'nok');

    const said = new Map(seats.map((seat) => [seat.id, seat.said[channel]]));
    assert.deepEqual([said.get('nok'), said.get('mali'), said.get('alex')], [1, 1, undefined]);
  });
});
