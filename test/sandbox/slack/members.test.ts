import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openApi } from '../../support/slack-api.ts';
import { ELSEWHERE, LAN, NOK, openTalk, SHOP } from '../../support/slack-house.ts';

type House = Awaited<ReturnType<typeof openTalk>>;

const plainText = (text: string) => ({ type: 'plain_text', text });

function lastForm({ address }: Pick<House, 'address'>) {
  const body = address.received.at(-1)?.body ?? Buffer.of();
  return new URLSearchParams(body.toString());
}

function lastEvent({ address }: Pick<House, 'address'>) {
  return JSON.parse(address.received.at(-1)?.body.toString() ?? '{}').event;
}

describe('words between people', () => {
  it('are told of where the bot is, and are for nobody in particular', async (test) => {
    const house = await openTalk(test);

    const { outcomes } = await house.simulator.say(LAN, SHOP, 'refund it <today>');

    const { type, channel_type, text } = lastEvent(house);
    assert.deepEqual(outcomes, [200]);
    assert.deepEqual([type, channel_type, text], ['message', 'channel', 'refund it &lt;today&gt;']);
    assert.deepEqual(
      house.address.stored.map(({ kind }) => kind),
      ['ignored'],
    );
  });

  it('are not told of where the bot is not', async (test) => {
    const { simulator, address } = await openTalk(test);

    const { outcomes } = await simulator.say(NOK, ELSEWHERE, 'hello');

    assert.deepEqual([outcomes, address.received.length], [[], 0]);
    assert.equal(simulator.channel(ELSEWHERE)[0]?.text, 'hello');
  });
});

describe('a tap on the Home tab', () => {
  it('tells of the view and of no channel', async (test) => {
    const house = await openApi(test);
    const element = { type: 'button', action_id: 'tap-0', text: plainText('Go'), value: 't' };
    const view = { type: 'home', blocks: [{ type: 'actions', elements: [element] }] };
    await house.call('views.publish', { user_id: NOK, view });

    const { outcome } = await house.simulator.clickHome(NOK, 'Go');

    const payload = JSON.parse(lastForm(house).get('payload') ?? '{}');
    assert.equal(outcome, 200);
    assert.deepEqual(
      [payload.container.type, payload.channel, payload.actions[0].value],
      ['view', undefined, 't'],
    );
  });

  it('needs a tab and a button', async (test) => {
    const house = await openApi(test);
    const view = { type: 'home', blocks: [{ type: 'divider' }] };

    await assert.rejects(house.simulator.clickHome(NOK, 'Go'), /has no Home tab yet/);
    await house.call('views.publish', { user_id: NOK, view });
    await assert.rejects(house.simulator.clickHome(NOK, 'Go'), /There is no button "Go"/);
  });
});

describe('an event that was answered', () => {
  it('comes again as often as told, as the same event', async (test) => {
    const { simulator, address, slack } = await openTalk(test);
    simulator.repeatEvents(3);

    const { outcomes } = await simulator.mention(NOK, SHOP, 'status');

    const retries = address.received.map(({ headers }) => headers.get('x-slack-retry-num'));
    const names = address.received.map(({ body }) => slack.events(body)[0]?.event);
    assert.deepEqual(outcomes, [200, 200, 200, 200]);
    assert.deepEqual(retries, [null, '1', '2', '3']);
    assert.equal(new Set(names).size, 1);
    assert.equal(address.received.at(-1)?.headers.get('x-slack-retry-reason'), 'http_timeout');
  });

  it('comes once when nothing was told, and a command always does', async (test) => {
    const { simulator, address } = await openTalk(test);
    await simulator.mention(NOK, SHOP, 'status');
    simulator.repeatEvents(1);

    await simulator.command(NOK, SHOP, 'status');

    assert.equal(address.received.length, 2);
  });
});

describe('a form that is left', () => {
  const modal = (more: object = {}) => ({
    type: 'modal',
    title: plainText('Refund'),
    private_metadata: 'meta',
    blocks: [{ type: 'section', text: plainText('Hello') }],
    ...more,
  });

  async function openForm(test: Parameters<typeof openApi>[0], view: object) {
    const house = await openApi(test);
    await house.simulator.command(NOK, SHOP, '');
    await house.call('views.open', { trigger_id: lastForm(house).get('trigger_id') ?? '', view });
    const id = house.simulator.openView(NOK)?.id ?? '';
    return { ...house, id };
  }

  it('is told of when it asked for that', async (test) => {
    const house = await openForm(test, modal({ notify_on_close: true }));

    const sent = await house.simulator.close(NOK, house.id, { all: true });

    const { type, is_cleared, view } = JSON.parse(lastForm(house).get('payload') ?? '{}');
    assert.equal(sent?.outcome, 200);
    assert.deepEqual([type, is_cleared, view.id], ['view_closed', true, house.id]);
    assert.equal(house.simulator.openView(NOK), null);
  });

  it('is gone without a word when it did not', async (test) => {
    const { simulator, address, id } = await openForm(test, modal());
    const before = address.received.length;

    const sent = await simulator.close(NOK, id);

    assert.deepEqual([sent, simulator.openView(NOK)], [null, null]);
    assert.equal(address.received.length, before);
    await assert.rejects(simulator.close(NOK, id), /no form/);
  });
});
