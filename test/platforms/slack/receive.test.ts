import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import type { FilledForm } from '../../../src/core/platform.ts';
import { drawn, tapAction } from '../../support/drawn.ts';
import { intakeOf, NOK, openSlack, openTalk, SHOP, TEAM } from '../../support/slack-house.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const JSON_TYPE = { 'content-type': 'application/json' };

/** The platform alone, and an inbox that may fail. */
async function openInbox(test: TestContext) {
  const { slack } = await openSlack(test);
  const stored: string[] = [];
  const accept = async (body: Uint8Array): Promise<void> => {
    stored.push(Buffer.from(body).toString());
  };
  const receive = (body: string | object, take = accept) =>
    slack.receive(
      Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      new Headers(typeof body === 'string' ? FORM : JSON_TYPE),
      intakeOf(take),
    );
  return { slack, stored, receive };
}

const event = (type: string, more: object = {}) => ({
  type: 'event_callback',
  team_id: TEAM,
  event_id: 'Ev1',
  event: { type, user: NOK, channel: SHOP, ts: '1.2', ...more },
});

describe('receive', () => {
  it('answers nothing once the event is stored, and not before', async (test) => {
    const { receive } = await openInbox(test);
    const order: string[] = [];
    const stored = Promise.withResolvers<void>();

    const answering = receive(event('app_mention'), async () => {
      await stored.promise;
      order.push('stored');
    }).then((answer) => {
      order.push('answered');
      return answer;
    });
    await new Promise((resolve) => setImmediate(resolve));
    stored.resolve();

    assert.deepEqual(await answering, { status: 200, body: '' });
    assert.deepEqual(order, ['stored', 'answered']);
  });

  it('rejects when the event could not be stored', async (test) => {
    const { receive } = await openInbox(test);
    const full = async (): Promise<void> => {
      throw new Error('the disk is full');
    };

    await assert.rejects(receive(event('app_mention'), full), /the disk is full/);
    await assert.rejects(receive('command=%2Ftenban&team_id=T1', full), /the disk is full/);
  });

  it('stores commands, taps, forms, shortcuts and the events it listens to', async (test) => {
    const { receive, stored } = await openInbox(test);
    const from = { team: { id: TEAM }, user: { id: NOK }, callback_id: 'x' };

    await receive('command=%2Ftenban&team_id=T1&user_id=U1&text=');
    await receive({
      ...from,
      type: 'block_actions',
      actions: [{ type: 'button', action_id: 'a' }],
    });
    await receive({ ...from, type: 'view_submission', view: { id: 'V1', callback_id: 'x' } });
    await receive({ ...from, type: 'shortcut' });
    await receive({ ...from, type: 'message_action' });
    for (const type of ['app_mention', 'message', 'app_home_opened', 'app_uninstalled'])
      await receive(event(type));

    assert.equal(stored.length, 9);
  });

  it('acknowledges what it does not listen to, and forgets it', async (test) => {
    const { receive, stored } = await openInbox(test);

    const answers = [
      await receive(event('reaction_added')),
      await receive({ type: 'something_new' }),
    ];

    assert.deepEqual(
      answers.map(({ status }) => status),
      [200, 200],
    );
    assert.deepEqual(stored, []);
  });

  it('refuses what is not Slack’s', async (test) => {
    const { slack } = await openInbox(test);

    const { status } = await slack.receive(
      Buffer.from('hello'),
      new Headers(),
      intakeOf(async () => {}),
    );

    assert.equal(status, 400);
  });
});

describe('verify', () => {
  it('lets Slack look at the certificate without a signature, and nobody else in', async (test) => {
    const { slack } = await openInbox(test);
    const headers = new Headers(FORM);

    const check = slack.verify(Buffer.from('ssl_check=1&token=x'), headers);
    const command = slack.verify(Buffer.from('command=%2Ftenban'), headers);

    assert.deepEqual([check, command], [true, false]);
  });
});

describe('an address connected to Slack', () => {
  it('reads a tap on the button that was posted, in the same conversation', async (test) => {
    const { slack, simulator, address } = await openTalk(test);
    await simulator.command(NOK, SHOP, 'refund chrg_1');
    const asked = address.stored[0]?.address;
    assert.ok(asked);
    const message = drawn({ actions: [tapAction('Refund', 'token-1')] });
    await slack.send({ address: asked, message, retryKey: 'k', firstAttemptAt: null });

    const [posted] = simulator.channel(SHOP);
    const { outcome } = await simulator.click(NOK, SHOP, posted?.ts ?? '', 'Refund');

    const click = address.stored[1];
    assert.equal(outcome, 200);
    assert.ok(click?.kind === 'click');
    assert.deepEqual([click.token, click.address.conversation], ['token-1', asked.conversation]);
  });

  it('reads a choice from a list', async (test) => {
    const { slack, simulator, address } = await openTalk(test);
    await simulator.dm(NOK, 'refund');
    const asked = address.stored[0]?.address;
    assert.ok(asked);
    const choices = Array.from({ length: 9 }, (_, index) => tapAction(`chrg_${index}`));
    const message = drawn({ title: 'Which one?', choices });
    await slack.send({ address: asked, message, retryKey: 'k', firstAttemptAt: null });

    const direct = simulator.direct(NOK);
    await simulator.click(NOK, direct, simulator.channel(direct)[1]?.ts ?? '', 'chrg_7');

    const click = address.stored[1];
    assert.ok(click?.kind === 'click');
    assert.deepEqual(
      [click.token, click.address.conversation],
      ['token-chrg_7', asked.conversation],
    );
  });

  it('gets an event again that it did not store, under the same name', async (test) => {
    const { slack, simulator, address } = await openTalk(test);
    address.answers.push(500);

    const { outcomes } = await simulator.mention(NOK, SHOP, 'status');

    const names = address.received.map(({ body }) => slack.events(body)[0]?.event);
    assert.deepEqual(outcomes, [500, 200]);
    assert.equal(names[0], names[1]);
    assert.equal(address.stored.length, 1);
  });

  it('reads a message that was taken back', async (test) => {
    const { slack, simulator, address } = await openTalk(test);
    const { ts } = await simulator.dm(NOK, 'my card number');

    await simulator.unsend(NOK, ts ?? '');

    const said = slack.events(address.received[0]?.body ?? Buffer.of())[0];
    const gone = address.stored[1];
    assert.ok(gone?.kind === 'unsent');
    assert.equal(gone.ref, said?.ref);
  });
});

describe('a form', () => {
  const view = {
    id: 'V1',
    callback_id: 'tenban-form',
    private_metadata: `${TEAM}/${SHOP} form-token th`,
    state: { values: { charge: { value: { value: 'x' } }, reason: { value: { value: null } } } },
  };
  const form = { type: 'view_submission', team: { id: TEAM }, user: { id: NOK }, view };

  it('is checked with all its fields, in its language, before it is stored', async (test) => {
    const { slack, stored } = await openInbox(test);
    const checked: FilledForm[] = [];
    const accept = async (body: Uint8Array): Promise<void> => {
      stored.push(Buffer.from(body).toString());
    };
    const checkForm = async (filled: FilledForm) => {
      checked.push(filled);
      return { charge: 'ไม่พบรายการ', reason: 'x'.repeat(900) };
    };

    const body = Buffer.from(JSON.stringify(form));
    const answer = await slack.receive(body, new Headers(JSON_TYPE), { accept, checkForm });

    const { response_action, errors } = JSON.parse(answer.body);
    assert.deepEqual(checked, [
      { token: 'form-token', locale: 'th', values: { charge: 'x', reason: '' } },
    ]);
    assert.deepEqual([response_action, errors.charge], ['errors', 'ไม่พบรายการ']);
    assert.ok(errors.reason.length <= 300);
    assert.deepEqual(stored, []);
  });

  it('that could not be checked is not taken', async (test) => {
    const { slack } = await openInbox(test);
    const checkForm = () => Promise.reject(new Error('the database is away'));
    const intake = { accept: async () => {}, checkForm };

    const body = Buffer.from(JSON.stringify(form));

    await assert.rejects(slack.receive(body, new Headers(JSON_TYPE), intake), /is away/);
  });
});
