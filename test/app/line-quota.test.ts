import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { savingsOf } from '../../src/engine/savings.ts';
import { createMailSimulator } from '../support/mail-simulator.ts';
import { type AlertShop, MINUTE, openAlertShop, saidInSlack } from '../support/alerts.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { GROUP, OPERATOR, SLACK_OPERATOR } from '../support/shop.ts';

const OWNER = [{ to: 'role' as const, role: 'owner' as const }];
const titled = (title: string) => ({ tone: 'warn' as const, title: { raw: title } });

/** How many message objects each push took along, in order. */
function pushes(shop: AlertShop): number[] {
  return shop.line.requests
    .filter(({ path, status }) => path.endsWith('/message/push') && status === 200)
    .map(({ body }) => (Object(body)['messages'] as unknown[]).length);
}

async function heardBy(shop: AlertShop, conversation: string): Promise<string[]> {
  return (await shop.hear(conversation)).map(({ entry, text }) => `${entry.via}: ${text}`);
}

describe('the messages of a month', () => {
  it('keep their last tenth for what is urgent, which takes along what waits', async (t) => {
    const shop = await openAlertShop(t, { quota: 2 });
    await shop.route({ targets: OWNER });
    await shop.problem({ cause: '1', message: titled('First') });
    await shop.problem({ cause: '2', message: titled('Second') });
    const before = pushes(shop);

    await shop.problem({ cause: '3', severity: 'urgent', message: titled('Third') });

    assert.deepEqual(before, [1]);
    assert.deepEqual(pushes(shop), [1, 2]);
    assert.equal(shop.line.quotaUsed(), 2);
    assert.deepEqual(await savingsOf(shop.tenban.house, 'line'), { replies: 0, packed: 1 });
  });

  it('are not spent by what rides on the next free answer', async (t) => {
    const shop = await openAlertShop(t, { quota: 1 });
    await shop.route({ targets: OWNER });
    await shop.problem({ message: titled('Waits') });
    const before = await heardBy(shop, OPERATOR);

    const answers = await shop.say('help');

    assert.deepEqual(before, []);
    assert.deepEqual(
      answers.map(({ entry }) => entry.via),
      ['reply', 'reply'],
    );
    assert.match(answers[1]?.text ?? '', /Waits/);
    assert.equal(shop.line.quotaUsed(), 0);
    assert.deepEqual(await savingsOf(shop.tenban.house, 'line'), { replies: 1, packed: 1 });
  });

  it('send what they do not allow to Slack after half an hour, once', async (t) => {
    const shop = await openAlertShop(t, { quota: 1 });
    await shop.route({ targets: OWNER });
    await shop.problem({ message: titled('Waits') });
    const slack = (): string[] => saidInSlack(shop, shop.slack.direct(SLACK_OPERATOR));

    await shop.pass(29 * MINUTE);
    const before = slack().length;
    await shop.pass(2 * MINUTE);
    await shop.say('help');

    assert.equal(before, 0);
    assert.equal(slack().length, 1);
    assert.match(slack()[0] ?? '', /Waits/);
    assert.equal(shop.line.chat(OPERATOR).filter(({ user }) => user === null).length, 1);
  });

  it('send a digest they do not allow to Slack too', async (t) => {
    const shop = await openAlertShop(t, {
      clock: createFakeClock('2026-11-25T16:40:00Z'),
      quota: 1,
    });
    await shop.route({ targets: OWNER, quiet: { from: '23:00', to: '23:45' } });
    await shop.problem({ cause: '1', message: titled('First') });
    await shop.problem({ cause: '2', message: titled('Second') });

    await shop.pass(37 * MINUTE);

    const slack = saidInSlack(shop, shop.slack.direct(SLACK_OPERATOR));
    assert.equal(slack.length, 1);
    assert.match(slack[0] ?? '', /2 alerts of the night/);
  });

  it('send it by e-mail to whoever has no Slack', async (t) => {
    const clock = createFakeClock();
    const simulator = createMailSimulator(clock);
    const { url, close } = await simulator.listen();
    t.after(close);
    const mail = { url, from: 'Tenban <tenban@shop.example>' };
    const shop = await openAlertShop(t, { clock, mail, quota: 1 });
    await shop.person('Nok', ({ identities }) => ({
      identities: identities.filter(({ platform }) => platform === 'line'),
      email: 'nok@shop.example',
    }));
    await shop.route({ targets: OWNER });
    await shop.problem({ message: titled('Waits') });

    await shop.pass(31 * MINUTE);

    assert.deepEqual(
      simulator.mails.map(({ to }) => to),
      [['nok@shop.example']],
    );
    assert.match(simulator.mails[0]?.raw ?? '', /Waits/);
  });

  it('hold what has no other way until the next month', async (t) => {
    const shop = await openAlertShop(t, {
      clock: createFakeClock('2026-11-30T14:00:00Z'),
      quota: 5,
    });
    await shop.route({ targets: [{ to: 'line', group: GROUP }] });
    await shop.problem({ cause: '1', message: titled('First') });
    await shop.problem({ cause: '2', message: titled('Second') });
    const before = await heardBy(shop, GROUP);

    await shop.pass(31 * MINUTE);
    const meanwhile = await heardBy(shop, GROUP);
    await shop.pass(65 * MINUTE);

    const after = await heardBy(shop, GROUP);
    assert.deepEqual([before.length, meanwhile.length, after.length], [1, 0, 1]);
    assert.match(after[0] ?? '', /push: [^]*Second/);
  });

  it('send several cards that wait for one place at once', async (t) => {
    const shop = await openAlertShop(t);
    await shop.route({ targets: OWNER });
    shop.line.faults.set({ kind: 'slow', path: '/push', ms: 2_000, times: 1 });
    const told = { all: false };

    const all = ['1', '2', '3', '4', '5', '6', '7'].map((cause) =>
      shop.problem({ cause, message: titled(`Problem ${cause}`) }),
    );
    void Promise.all(all).then(() => (told.all = true));
    while (!told.all) await shop.clock.advance(1_000);

    assert.equal((await shop.hear(OPERATOR)).length, 7);
    assert.ok(pushes(shop).length <= 3, JSON.stringify(pushes(shop)));
    assert.ok(Math.max(...pushes(shop)) <= 5);
  });

  it('are counted once when the answer to several cards is lost', async (t) => {
    const shop = await openAlertShop(t, { quota: 2 });
    await shop.route({ targets: OWNER });
    await shop.problem({ cause: '1', message: titled('First') });
    await shop.problem({ cause: '2', message: titled('Second') });
    shop.line.faults.set({ kind: 'drop-answer', path: '/push', times: 1 });
    await shop.problem({ cause: '3', severity: 'urgent', message: titled('Third') });

    await shop.pass(MINUTE);

    assert.equal(shop.line.quotaUsed(), 2);
    assert.equal((await shop.hear(OPERATOR)).length, 3);
  });

  it('warn the owners of every shop at 70 and at 90 percent, once each', async (t) => {
    const shop = await openAlertShop(t, { quota: 10 });
    await shop.route({ features: ['refunds'], targets: OWNER });
    for (const cause of ['1', '2', '3', '4', '5', '6', '7', '8'])
      await shop.problem({ cause, severity: 'urgent', kind: `refunds.${cause}` });

    await shop.pass(MINUTE);

    const rows = await shop.tenban.house.ledger.alerts.list({
      shops: ['baan-suan', 'rival'],
      limit: 100,
    });
    const warned = rows.filter(({ kind }) => kind === 'line.quota');
    assert.deepEqual([warned.length, ...warned.map(({ count }) => count)], [4, 1, 1, 1, 1]);
    assert.deepEqual(
      new Set(warned.map(({ shop: id, cause, severity }) => `${id} ${cause} ${severity}`)),
      new Set([
        'baan-suan 2026-11:70 warning',
        'baan-suan 2026-11:90 urgent',
        'rival 2026-11:70 warning',
        'rival 2026-11:90 urgent',
      ]),
    );
  });
});
