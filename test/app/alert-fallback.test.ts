import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createMailSimulator } from '../support/mail-simulator.ts';
import { MINUTE, openAlertShop, saidInSlack } from '../support/alerts.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { SLACK_OPERATOR, TEAM } from '../support/shop.ts';

/** An account that LINE does not know. */
const GONE = { platform: 'line' as const, id: `U${'9'.repeat(32)}` };
const IN_SLACK = { platform: 'slack' as const, team: TEAM, id: SLACK_OPERATOR };
const OWNER = [{ to: 'role' as const, role: 'owner' as const }];
const titled = (title: string) => ({ tone: 'warn' as const, title: { raw: title } });

describe('an alert that cannot be delivered', () => {
  it('goes to the person’s Slack, once', async (t) => {
    const shop = await openAlertShop(t);
    await shop.person('Nok', () => ({ identities: [GONE, IN_SLACK] }));
    await shop.route({ targets: OWNER });

    await shop.problem();
    await shop.pass(31 * MINUTE);

    assert.equal(saidInSlack(shop, shop.slack.direct(SLACK_OPERATOR)).length, 1);
  });

  it('is told once where a route names both accounts', async (t) => {
    const shop = await openAlertShop(t);
    await shop.person('Nok', () => ({ identities: [GONE, IN_SLACK] }));
    await shop.route({
      targets: [
        { to: 'person', person: 'Nok', on: 'line' },
        { to: 'person', person: 'Nok', on: 'slack' },
      ],
    });

    await shop.problem();

    assert.equal(saidInSlack(shop, shop.slack.direct(SLACK_OPERATOR)).length, 1);
  });

  it('goes by e-mail when Slack does not know the person either', async (t) => {
    const clock = createFakeClock();
    const simulator = createMailSimulator(clock);
    const { url, close } = await simulator.listen();
    t.after(close);
    const shop = await openAlertShop(t, { clock, mail: { url, from: 'tenban@shop.example' } });
    await shop.person('Nok', () => ({
      identities: [GONE, { ...IN_SLACK, id: 'U0GONE' }],
      email: 'nok@shop.example',
      locale: 'ja',
    }));
    await shop.route({ targets: OWNER });

    await shop.problem();
    await shop.pass(MINUTE);

    assert.equal(simulator.mails.length, 1);
    assert.match(simulator.mails[0]?.raw ?? '', /^Content-Language: ja/m);
  });

  it('takes no other card down with it', async (t) => {
    const shop = await openAlertShop(t, { quota: 1 });
    await shop.person('Nok', () => ({ identities: [GONE, IN_SLACK] }));
    await shop.route({ targets: OWNER });
    await shop.problem({ cause: '1', message: titled('First') });
    await shop.problem({ cause: '2', message: titled('Second') });

    await shop.problem({ cause: '3', severity: 'urgent', message: titled('Third') });
    const atOnce = saidInSlack(shop, shop.slack.direct(SLACK_OPERATOR));
    await shop.pass(32 * MINUTE);

    const all = saidInSlack(shop, shop.slack.direct(SLACK_OPERATOR));
    assert.equal(atOnce.length, 1);
    assert.deepEqual(
      ['First', 'Second', 'Third'].map(
        (title) => all.filter((said) => said.includes(title)).length,
      ),
      [1, 1, 1],
    );
  });
});
