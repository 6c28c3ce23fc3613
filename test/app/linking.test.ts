import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { hashOf } from '../../src/engine/linking/code.ts';
import { codeIn, codeOf, personCalled, said, sayOnSlack, tapOnSlack } from '../support/linking.ts';
import {
  COLLEAGUE,
  GROUP,
  openShop,
  OPERATOR,
  RIVAL,
  SLACK_STRANGER,
  STRANGER,
  TEAM,
  type TestShop,
  VIEWER,
} from '../support/shop.ts';
import { paid, words } from '../support/slack-talk.ts';

const MINUTE = 60_000;
const line = (id: string) => ({ platform: 'line', id }) as const;
const slack = (id: string) => ({ platform: 'slack', team: TEAM, id }) as const;

/** An event as LINE posts it, also one that its simulator never makes. */
async function deliver(shop: TestShop, event: object): Promise<void> {
  const timestamp = shop.clock.now().epochMilliseconds;
  const whole = { ...event, timestamp, mode: 'active', webhookEventId: 'event-1' };
  const delivered = { ...whole, deliveryContext: { isRedelivery: false } };
  const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events: [delivered] });
  const key = shop.config.line?.channelSecret ?? '';
  const signature = createHmac('sha256', key).update(body).digest('base64');
  const headers = { 'content-type': 'application/json', 'x-line-signature': signature };
  await fetch(shop.webhookUrl, { method: 'POST', body, headers });
}

describe('a code for another account of a person', () => {
  it('made in LINE links the Slack account that types it', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('link'));

    const answer = await sayOnSlack(shop, SLACK_STRANGER, `link ${code}`);
    const told = await shop.hear();

    const nok = await personCalled(shop, 'Nok');
    assert.match(words(answer), /Linked: this account belongs to Nok/);
    assert.deepEqual(nok?.identities.at(-1), slack(SLACK_STRANGER));
    assert.match(said(told), /A second account was linked to you/);
  });

  it('made in Slack links the LINE account that types it, in any width and case', async (t) => {
    const shop = await openShop(t);
    const code = codeOf(await sayOnSlack(shop, 'U0NOK', 'link'));
    const wide = code
      .replace('-', '')
      .toLowerCase()
      .replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));

    const answer = await shop.say(`link ${wide}`, STRANGER);

    const nok = await personCalled(shop, 'Nok');
    assert.match(said(answer), /belongs to Nok/);
    assert.deepEqual(nok?.identities.at(-1), line(STRANGER));
  });

  it('says so when it has been used, and when it has expired', async (t) => {
    const shop = await openShop(t);
    const used = codeIn(await shop.say('link'));
    const old = codeIn(await shop.say('link'));
    await shop.say(`link ${used}`, STRANGER);

    const again = await sayOnSlack(shop, SLACK_STRANGER, `link ${used}`);
    await shop.pass(10 * MINUTE);
    const late = await sayOnSlack(shop, SLACK_STRANGER, `link ${old}`);

    assert.match(words(again), /has been used/);
    assert.match(words(late), /has expired/);
  });

  it('tells an account that is somebody else’s nothing about anybody', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('link'));

    const answer = await shop.say(`link ${code}`, RIVAL);

    assert.match(said(answer), /cannot be linked this way/);
    assert.doesNotMatch(said(answer), /Nok|Baan Suan|Rin/);
  });

  it('changes nothing when the account is linked already', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('link'));

    const answer = await sayOnSlack(shop, 'U0NOK', `link ${code}`);

    const nok = await personCalled(shop, 'Nok');
    assert.match(words(answer), /already linked/);
    assert.equal(nok?.identities.length, 2);
  });

  it('links one of two accounts that type it at the same time', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('link'));

    await Promise.all([
      shop.line.say(STRANGER, `link ${code}`),
      shop.slack.command(SLACK_STRANGER, shop.slack.direct(SLACK_STRANGER), `link ${code}`),
    ]);
    await shop.tenban.house.queue.settled();

    const nok = await personCalled(shop, 'Nok');
    assert.equal(nok?.identities.length, 3);
  });

  it('is not made where others read along', async (t) => {
    const shop = await openShop(t);

    const own = await shop.say('tenban link', OPERATOR, GROUP);
    const invited = await shop.say('tenban invite Ann approver', OPERATOR, GROUP);

    for (const answers of [own, invited]) {
      const said = answers.map(({ text }) => text).join('\n');
      assert.match(said, /rather use codes in a direct chat/);
      assert.doesNotMatch(said, /[2-9A-Z]{4}-[2-9A-Z]{4}/);
    }
  });

  it('works in a group, with the advice to use a direct chat', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('link'));

    const answer = await shop.say(`link ${code}`, STRANGER, GROUP);

    assert.match(said(answer), /belongs to Nok/);
    assert.match(said(answer), /rather use codes in a direct chat/);
  });

  it('is noted in the shop’s audit log without the code', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('link'));
    await shop.say(`link ${code}`, STRANGER);

    const rows = await shop.tenban.house.ledger.audit.list('baan-suan', 10, { action: 'link.' });

    assert.equal(rows.length, 1);
    assert.equal(rows[0]?.subject, `line:${STRANGER}`);
    assert.ok(!JSON.stringify(rows).includes(code) && !shop.lines.join().includes(code));
  });
});

describe('an account that nobody knows', () => {
  it('goes on with what it tapped once it is claimed on the other platform', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`, OPERATOR, GROUP);
    const refused = await shop.tap('Refund ฿500.00', STRANGER, GROUP);

    const whose = await sayOnSlack(shop, 'U0NOK', `link ${codeIn(refused)}`);
    const check = await tapOnSlack(shop, 'U0NOK', 'It is mine');
    await tapOnSlack(shop, 'U0NOK', 'It is mine');
    const after = await shop.hear(GROUP);

    assert.match(words(whose), /Whose account is/);
    assert.match(words(check), new RegExp(`LINE.*${STRANGER}`));
    assert.match(said(after), /Linked: this account belongs to Nok/);
    assert.match(said(after), /Refunded ฿500\.00/);
    assert.equal(shop.opn.refundsOf(charge).length, 1);
  });

  it('goes on with what it typed once the owner has let it in as a colleague', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    const refused = await sayOnSlack(shop, SLACK_STRANGER, `charge ${charge}`);

    await shop.say(`link ${codeOf(refused)}`);
    await shop.tap('A new colleague’s');
    const check = await shop.tap('operator');
    await shop.tap('Let them in');
    const told = shop.slack.channel(shop.slack.direct(SLACK_STRANGER));

    const joined = await personCalled(shop, SLACK_STRANGER);
    assert.match(said(check), /becomes operator of Baan Suan/);
    assert.deepEqual(joined?.roles, { 'baan-suan': 'operator' });
    assert.match(told.map(words).join(), /Linked: this account belongs to/);
    assert.match(words(told.at(-1) ?? refused), new RegExp(charge));
  });

  it('is told that its button has expired when it has', async (t) => {
    const shop = await openShop(t);
    await shop.say(`refund ${paid(shop)} 500 damaged`, OPERATOR, GROUP);
    await shop.pass(9 * MINUTE);
    const refused = await shop.tap('Refund ฿500.00', STRANGER, GROUP);
    await shop.pass(7 * MINUTE);

    await shop.say(`link ${codeIn(refused)}`);
    await shop.tap('It is mine');
    await shop.tap('It is mine');
    const after = await shop.hear(GROUP);

    assert.match(said(after), /no longer valid/);
  });

  it('can do nothing but ask for help and be linked', async (t) => {
    const shop = await openShop(t);

    const help = await shop.say('help', STRANGER);
    const refund = await shop.say(`refund ${paid(shop)} 500 damaged`, STRANGER);
    const people = await shop.say('people', STRANGER);

    assert.deepEqual(
      help.flatMap(({ buttons }) => buttons.map(({ label }) => label)),
      ['Link my account'],
    );
    assert.match(said(refund), /Tenban does not know this account/);
    assert.match(said(people), /Tenban does not know this account/);
    assert.doesNotMatch(said(people), /Nok|Lek/);
  });

  it('may be claimed by somebody who is no owner, but not let in as a colleague', async (t) => {
    const shop = await openShop(t);
    const refused = await sayOnSlack(shop, SLACK_STRANGER, 'people');

    const whose = await shop.say(`link ${codeOf(refused)}`, VIEWER);

    const labels = whose.flatMap(({ buttons }) => buttons.map(({ label }) => label));
    assert.ok(labels.includes('It is mine') && !labels.includes('A new colleague’s'));
  });

  it('belongs to one person when two claim it', async (t) => {
    const shop = await openShop(t);
    const refused = await sayOnSlack(shop, SLACK_STRANGER, 'people');
    const code = codeOf(refused);
    for (const user of [OPERATOR, COLLEAGUE]) {
      await shop.say(`link ${code}`, user);
      await shop.tap('It is mine', user);
    }

    const nok = await shop.tap('It is mine', OPERATOR);
    const lek = await shop.tap('It is mine', COLLEAGUE);

    assert.match(said(nok), /now yours/);
    assert.match(said(lek), /expired|cannot be linked/);
  });
});

describe('a message in a LINE group that does not say who wrote it', () => {
  it('is refused with the way out, and uses up no code', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('link'));
    const source = { type: 'group', groupId: GROUP };
    const message = { type: 'text', id: '1', quoteToken: 'q', text: `link ${code}` };

    await deliver(shop, { type: 'message', source, message });
    const answer = await shop.hear(GROUP);
    const later = await shop.say(`link ${code}`, STRANGER);

    assert.match(said(answer), /LINE does not say who wrote this/);
    assert.match(said(later), /belongs to Nok/);
  });
});

describe('an account that asked twice', () => {
  it('belongs to one person when two claim it with a code each at the same time', async (t) => {
    const shop = await openShop(t);
    for (const user of [OPERATOR, COLLEAGUE]) {
      const refused = await shop.say('people', STRANGER);
      await shop.say(`link ${codeIn(refused)}`, user);
      await shop.tap('It is mine', user);
    }

    await Promise.all([OPERATOR, COLLEAGUE].map((user) => shop.tap('It is mine', user)));
    await shop.tenban.house.queue.settled();

    const people = await shop.tenban.house.settings.list('people');
    const having = people.filter(({ identities }) => identities.some(({ id }) => id === STRANGER));
    assert.equal(having.length, 1);
  });
});

describe('a process that dies', () => {
  it('between taking a code and adding the account leaves the code to that account', async (t) => {
    const shop = await openShop(t);
    const { ledger, clock } = shop.tenban.house;
    const code = codeIn(await shop.say('link'));
    const now = clock.now().epochMilliseconds;
    await ledger.write((tx) => tx.codes.use(hashOf(code), `line:${STRANGER}`, now));

    const other = await shop.say(`link ${code}`, RIVAL);
    const answer = await shop.say(`link ${code}`, STRANGER);

    assert.match(said(other), /has been used/);
    assert.match(said(answer), /belongs to Nok/);
  });
});

describe('guessing codes', () => {
  it('is refused for an hour after five wrong ones, and by the account alone', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('link'));
    const wrong = await shop.say('link AAAA-2222', STRANGER);
    for (const guess of ['AAAA-2223', 'AAAA-2224', 'AAAA-2225'])
      await shop.say(`link ${guess}`, STRANGER);
    const fifth = await shop.say('link AAAA-2226', STRANGER);

    const right = await shop.say(`link ${code}`, STRANGER);
    const other = await sayOnSlack(shop, SLACK_STRANGER, `link ${code}`);
    await shop.pass(60 * MINUTE);
    const later = await shop.say('link AAAA-2227', STRANGER);

    assert.match(said(wrong), /no such linking code/);
    assert.match(said(fifth), /Too many wrong codes/);
    assert.match(said(right), /Too many wrong codes/);
    assert.match(words(other), /belongs to Nok/);
    assert.match(said(later), /no such linking code/);
  });
});

describe('the first owner', () => {
  it('is whoever types the code that was printed at start-up', async (t) => {
    const shop = await openShop(t, { people: false });
    const code = shop.tenban.ownerCode ?? '';

    const answer = await shop.say(`link ${code}`, STRANGER);
    const second = await shop.say(`link ${code}`, RIVAL);

    const [owner] = await shop.tenban.house.settings.list('people');
    assert.match(said(answer), /Linked/);
    assert.deepEqual(owner?.roles, { 'baan-suan': 'owner', rival: 'owner' });
    assert.match(said(second), /has been used/);
    assert.ok(!shop.lines.join().includes(code));
  });

  it('is not asked for where there is one', async (t) => {
    const shop = await openShop(t);

    assert.equal(shop.tenban.ownerCode, null);
  });
});
