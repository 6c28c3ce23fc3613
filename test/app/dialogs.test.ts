import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openAlertShop } from '../support/alerts.ts';
import { COLLEAGUE, OPERATOR, openShop, STRANGER, type TestShop } from '../support/shop.ts';

async function answer(shop: TestShop, text: string, user?: string): Promise<string> {
  const answers = await shop.say(text, user);
  return answers.map((one) => one.text).join('\n');
}

describe('an open question', () => {
  it('gives way to a command that cannot be its answer', async (t) => {
    const shop = await openShop(t);
    await shop.say('limit operator refund THB 5000');

    const said = await answer(shop, 'audit Nok');

    assert.match(said, /No entry fits|Audit log/);
  });

  it('takes words that may be its answer, though they begin like a command', async (t) => {
    const shop = await openAlertShop(t);
    await shop.problem();
    await shop.say('ack 1');
    await shop.say('unack 1');

    const said = await answer(shop, 'refund was made by hand');

    assert.match(said, /#1 is open again/);
  });

  it('stays where what was said cannot be its answer', async (t) => {
    const shop = await openShop(t);
    await shop.say('limit operator refund THB 5000');

    const wrong = await answer(shop, 'lots');
    const next = await answer(shop, '9000');

    assert.match(wrong, /“lots” is not an amount/);
    assert.match(next, /How much is allowed per day/);
  });

  it('is not asked where what was given already cannot be right', async (t) => {
    const shop = await openShop(t);

    const said = await answer(shop, 'limit nobody refund THB 5000');

    assert.match(said, /“nobody” is not a role/);
  });

  it('gives way to a whole schedule', async (t) => {
    const shop = await openAlertShop(t);
    await shop.problem();
    await shop.say('ack 1');
    await shop.say('unack 1');

    const said = await answer(shop, 'every day at 9:00 status');

    assert.match(said, /Check this schedule: every day at 09:00/);
  });
});

describe('what people call things', () => {
  it('is a role in any language, also one of several words', async (t) => {
    const shop = await openShop(t, { locale: 'vi' });

    const invited = await answer(shop, 'mời người Nguyễn Lan người vận hành');

    assert.match(invited, /Lời mời cho Nguyễn Lan: người vận hành/);
  });

  it('is a role in any language as an answer too', async (t) => {
    const shop = await openShop(t, { locale: 'th' });
    await shop.say('เชิญคน');
    await shop.say('พลอย');

    const invited = await answer(shop, 'ผู้อนุมัติ');

    assert.match(invited, /คำเชิญสำหรับคุณพลอย: ผู้อนุมัติ/);
  });

  it('is one of the names of a person, as long as nobody else has it', async (t) => {
    const shop = await openAlertShop(t);
    await shop.problem();
    const { settings } = shop.tenban.house;
    await settings.update('people', 'Lek', (one) => one && { ...one, name: 'Lek Jaidee' });

    const assigned = await answer(shop, 'assign 1 jaidee');

    assert.match(assigned, /#1 is assigned to Lek Jaidee/);
  });

  it('is nobody where two people have the name', async (t) => {
    const shop = await openAlertShop(t);
    await shop.problem();
    const { settings } = shop.tenban.house;
    for (const id of ['Lek', 'Nok'])
      await settings.update('people', id, (one) => one && { ...one, name: `${id} Jaidee` });

    const assigned = await answer(shop, 'assign 1 jaidee');

    assert.match(assigned, /Nobody called “jaidee” can act/);
  });

  it('is a time to wait in words', async (t) => {
    const shop = await openAlertShop(t, { locale: 'ja' });
    await shop.problem();

    const snoozed = await answer(shop, 'あとで 1 明日');

    assert.match(snoozed, /09:00 に再通知します/);
  });
});

describe('help', () => {
  it('shows the most wanted first and the rest page by page', async (t) => {
    const shop = await openShop(t);

    const first = await answer(shop, 'help');
    const [all] = await shop.tap('All commands');
    const [more] = await shop.tap('More commands');

    assert.match(first, /alerts/);
    assert.doesNotMatch(first, /capture/);
    assert.match(all?.text ?? '', /capture chrg_… 500/);
    assert.match(more?.text ?? '', /invite Ploy operator/);
  });
});

describe('a second tap', () => {
  it('is told of the first as one’s own', async (t) => {
    const shop = await openShop(t);
    const charge = shop.opn.seed('acct-baan-suan', { amount: 150_000, currency: 'THB' }).id;
    await shop.say(`refund ${charge} 100 damaged`);
    await shop.tap(/^Refund ฿100/);

    const [own] = await shop.tap(/^Refund ฿100/);

    assert.match(own?.text ?? '', /You pressed this already, and it is over/);
  });
});

describe('a stranger', () => {
  it('is told how long a code is good for, not until when, as nobody knows their zone', async (t) => {
    const shop = await openShop(t);

    const said = await answer(shop, 'status', STRANGER);

    assert.match(said, /Good for one use, for 10 minutes/);
  });
});

describe('two who choose at once', () => {
  it('act once, and the other is told who was first', async (t) => {
    const shop = await openAlertShop(t);
    await shop.problem();

    await Promise.all([shop.line.say(OPERATOR, 'ack 1'), shop.line.say(COLLEAGUE, 'ack 1')]);
    const heard = [await shop.hear(OPERATOR), await shop.hear(COLLEAGUE)].flat();

    const said = heard.map(({ text }) => text).join('\n');
    assert.equal(said.match(/You have acknowledged #1/g)?.length, 1);
    assert.equal(said.match(/acknowledged this first/g)?.length, 1);
  });
});
