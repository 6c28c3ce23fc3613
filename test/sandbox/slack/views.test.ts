import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { openApi } from '../../support/slack-api.ts';
import { NOK, SHOP } from '../../support/slack-house.ts';

const plain = (text: string) => ({ type: 'plain_text', text });
const input = (id: string, more: object = {}) => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { type: 'plain_text_input', action_id: 'value' },
  ...more,
});
const options = ['a', 'b'].map((value) => ({ text: plain(value.toUpperCase()), value }));
const modal = (...blocks: object[]) => ({
  type: 'modal',
  title: plain('Refund'),
  submit: plain('Go'),
  private_metadata: 'meta',
  blocks,
});

/** Nok has used a command: her trigger may open something. */
async function openTriggered(test: TestContext) {
  const house = await openApi(test);
  const trigger = async (): Promise<string> => {
    await house.simulator.command(NOK, SHOP, '');
    const { body } = house.address.received.at(-1) ?? { body: Buffer.of() };
    return new URLSearchParams(body.toString()).get('trigger_id') ?? '';
  };
  const open = async (view: object, how = 'views.open') =>
    house.call(how, { trigger_id: await trigger(), view });
  const submitted = () => {
    const { body } = house.address.received.at(-1) ?? { body: Buffer.of() };
    return JSON.parse(new URLSearchParams(body.toString()).get('payload') ?? '{}');
  };
  return { ...house, trigger, open, submitted };
}

describe('views.open', () => {
  it('opens a modal for the one whose trigger it was', async (test) => {
    const { open, simulator } = await openTriggered(test);

    const { body } = await open(modal(input('charge')));

    const view = simulator.openView(NOK);
    assert.deepEqual([body.ok, body.view.id, body.view.hash], [true, view?.id, view?.hash]);
  });

  it('takes a trigger once, for three seconds', async (test) => {
    const { call, trigger, clock } = await openTriggered(test);
    const view = modal(input('charge'));
    const [used, late] = [await trigger(), await trigger()];
    await call('views.open', { trigger_id: used, view });

    const again = await call('views.open', { trigger_id: used, view });
    await clock.advance(3_000);
    const expired = await call('views.open', { trigger_id: late, view });
    const unknown = await call('views.open', { trigger_id: 'x', view });

    assert.deepEqual(
      [again, expired, unknown].map(({ body }) => body.error),
      ['exchanged_trigger_id', 'expired_trigger_id', 'invalid_trigger_id'],
    );
  });

  it('refuses a bad view and leaves the trigger alone', async (test) => {
    const { call, trigger } = await openTriggered(test);
    const id = await trigger();
    const bad = { ...modal(input('charge')), title: plain('x'.repeat(25)) };

    const refused = await call('views.open', { trigger_id: id, view: bad });
    const opened = await call('views.open', { trigger_id: id, view: modal(input('charge')) });

    assert.equal(refused.body.error, 'invalid_arguments');
    assert.match(refused.body.response_metadata.messages[0], /json-pointer:\/title\/text/);
    assert.equal(opened.body.ok, true);
  });
});

describe('views.push, views.update and views.publish', () => {
  it('put at most three views on top of each other', async (test) => {
    const { open } = await openTriggered(test);
    await open(modal(input('a')));
    await open(modal(input('b')), 'views.push');
    await open(modal(input('c')), 'views.push');

    const { body } = await open(modal(input('d')), 'views.push');

    assert.equal(body.error, 'push_limit_reached');
  });

  it('change a view unless it has changed meanwhile', async (test) => {
    const { open, call, simulator } = await openTriggered(test);
    const { body } = await open(modal(input('a')));
    const { id: view_id, hash } = body.view;

    const first = await call('views.update', { view_id, hash, view: modal(input('b')) });
    const second = await call('views.update', { view_id, hash, view: modal(input('c')) });
    const nowhere = await call('views.update', { view_id: 'V9', view: modal(input('c')) });

    assert.equal(first.body.ok, true);
    assert.deepEqual([second.body.error, nowhere.body.error], ['hash_conflict', 'not_found']);
    assert.match(JSON.stringify(simulator.openView(NOK)?.view), /"block_id":"b"/);
  });

  it('show a Home tab', async (test) => {
    const { call, simulator } = await openTriggered(test);
    const view = { type: 'home', blocks: [{ type: 'divider' }] };

    const shown = await call('views.publish', { user_id: NOK, view });
    const stranger = await call('views.publish', { user_id: 'U9', view });
    const wrong = await call('views.publish', { user_id: NOK, view: modal(input('a')) });

    assert.deepEqual(
      [shown, stranger, wrong].map(({ body }) => body.error),
      [undefined, 'user_not_found', 'invalid_arguments'],
    );
    assert.equal(simulator.home(NOK)?.view['type'], 'home');
  });
});

describe('a form that is sent', () => {
  const select = { type: 'static_select', action_id: 'value', options };

  it('brings what was filled in, and what was there already', async (test) => {
    const { open, simulator, submitted } = await openTriggered(test);
    const given = { type: 'plain_text_input', action_id: 'value', initial_value: 'chrg_1' };
    await open(
      modal(
        input('charge', { element: given }),
        input('reason', { element: select }),
        input('note', { optional: true }),
      ),
    );
    const { id = '' } = simulator.openView(NOK) ?? {};

    const { outcome } = await simulator.submit(NOK, id, { reason: 'b' });

    assert.equal(outcome, 200);
    assert.deepEqual(submitted().view.state.values, {
      charge: { value: { type: 'plain_text_input', value: 'chrg_1' } },
      reason: { value: { type: 'static_select', selected_option: options[1] } },
      note: { value: { type: 'plain_text_input', value: null } },
    });
    assert.equal(submitted().view.private_metadata, 'meta');
    assert.equal(simulator.openView(NOK), null);
  });

  it('cannot be sent without what is needed, or with what is not offered', async (test) => {
    const { open, simulator } = await openTriggered(test);
    await open(modal(input('reason', { element: select })));
    const { id = '' } = simulator.openView(NOK) ?? {};

    await assert.rejects(simulator.submit(NOK, id), /"reason" must be filled in/);
    await assert.rejects(simulator.submit(NOK, id, { reason: 'c' }), /not among the choices/);
  });

  it('stays open with the complaints of the answer, or when there is none', async (test) => {
    const { open, simulator, address } = await openTriggered(test);
    await open(modal(input('charge')));
    const { id = '' } = simulator.openView(NOK) ?? {};
    const errors = { charge: 'ไม่พบรายการ' };
    const body = JSON.stringify({ response_action: 'errors', errors });
    address.answers.push({ status: 200, body }, 500);

    await simulator.submit(NOK, id, { charge: 'x' });
    const complained = simulator.openView(NOK)?.errors;
    const { outcome } = await simulator.submit(NOK, id, { charge: 'x' });

    assert.deepEqual(complained, errors);
    assert.deepEqual([outcome, simulator.openView(NOK)?.id], [500, id]);
  });

  it('follows the other answers there are', async (test) => {
    const { open, simulator, address } = await openTriggered(test);
    await open(modal(input('a')));
    const { id = '' } = simulator.openView(NOK) ?? {};
    const answer = (body: object) =>
      address.answers.push({ status: 200, body: JSON.stringify(body) });
    const shown = () =>
      JSON.stringify(simulator.openView(NOK)?.view).match(/"block_id":"(.)"/)?.[1];

    answer({ response_action: 'update', view: modal(input('b')) });
    await simulator.submit(NOK, id, { a: 'x' });
    const updated = shown();
    answer({ response_action: 'push', view: modal(input('c')) });
    await simulator.submit(NOK, id, { b: 'x' });
    const pushed = shown();
    answer({ response_action: 'clear' });
    await simulator.submit(NOK, id, { b: 'x' });

    assert.deepEqual([updated, pushed, simulator.openView(NOK)], ['b', 'c', null]);
  });
});
