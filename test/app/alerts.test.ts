import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AlertRow, Raise } from '../../src/core/alert.ts';
import { raise, settle } from '../../src/engine/alerts/raise.ts';
import { post } from '../../src/engine/post.ts';
import type { Message } from '../../src/sandbox/slack/types.ts';
import {
  type Answer,
  CHANNEL,
  COLLEAGUE,
  GROUP,
  openShop,
  OPERATOR,
  RIVAL,
  SLACK_COLLEAGUE,
  SLACK_OPERATOR,
  STRANGER,
  TEAM,
  type TestShop,
  VIEWER,
} from '../support/shop.ts';
import { last, settled, words } from '../support/slack-talk.ts';

const MISMATCH: Raise = {
  shop: 'baan-suan',
  kind: 'receipts.mismatch',
  cause: '12045',
  severity: 'urgent',
  message: { tone: 'warn', title: { raw: 'Bill 12045 is short' }, lines: [{ raw: 'Paid 900' }] },
};

async function raised(shop: TestShop, change: Partial<Raise> = {}): Promise<AlertRow> {
  const { house } = shop.tenban;
  const row = await house.ledger.write((tx) => raise(house, tx, { ...MISMATCH, ...change }));
  await shop.tenban.house.queue.settled();
  return row;
}

/** A card in the ops channel in Slack, whatever the routes say. */
async function inSlack(shop: TestShop, { id, shop: of, message }: AlertRow): Promise<void> {
  const { house } = shop.tenban;
  const conversation = `${TEAM}/${CHANNEL}`;
  await house.ledger.write((tx) =>
    post(house, tx, {
      key: `test:${id}`,
      address: { platform: 'slack', conversation, kind: 'group' },
      reader: { person: null, shop: of, locale: 'en' },
      message,
      weight: 'urgent',
      about: `alert:${id}`,
    }),
  );
  await house.queue.settled();
}

function alertIn(messages: readonly Message[]): Message {
  const found = messages.filter((message) => words(message).includes('Bill 12045')).at(0);
  assert.ok(found, 'no alert in the channel');
  return found;
}

function only(answers: readonly Answer[]): Answer {
  const [answer] = answers.slice(-1);
  assert.ok(answer, 'nothing was said');
  return answer;
}

describe('an alert', () => {
  it('is acknowledged in LINE, and the message in Slack shows by whom, when and where', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);
    await inSlack(shop, row);
    const { ts, ...before } = alertIn(await settled(shop));
    const shown = JSON.stringify(before);

    const answer = only(await shop.say('ack #1'));
    const card = alertIn(await settled(shop));

    assert.match(shown, /Acknowledge.*Snooze 1 h.*Mark resolved/);
    assert.match(answer.text, /You have acknowledged #1/);
    assert.equal(answer.entry.via, 'reply');
    assert.equal(card.ts, ts);
    assert.equal(card.edited, true);
    assert.match(words(card), /Acknowledged by Nok, .* via LINE/);
    assert.match(words(card), /Un-acknowledge/);
  });

  it('is acknowledged in Slack by its button, and LINE shows it with the next look', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);
    await inSlack(shop, row);
    const { ts } = alertIn(await settled(shop));
    const said = (await settled(shop)).length;

    await shop.slack.click(SLACK_COLLEAGUE, CHANNEL, ts, 'Acknowledge');
    const channel = await settled(shop);
    await shop.hear();
    const seen = only(await shop.say('alerts 1'));

    assert.match(words(alertIn(channel)), /Acknowledged by Lek, .* via Slack/);
    assert.equal(channel.length, said, 'the card says it, nothing is posted besides');
    assert.match(seen.text, /Acknowledged by Lek, .* via Slack/);
  });

  it('is given back in Slack through a form, and the card alone says so', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);
    await shop.say('ack 1');
    await inSlack(shop, row);
    const { ts } = alertIn(await settled(shop));

    await shop.slack.click(SLACK_COLLEAGUE, CHANNEL, ts, 'Un-acknowledge');
    await settled(shop);
    const form = shop.slack.openView(SLACK_COLLEAGUE);
    assert.ok(form);
    await shop.slack.submit(SLACK_COLLEAGUE, form.id, { reason: 'Nok is ill' });
    const channel = await settled(shop);

    assert.doesNotMatch(JSON.stringify(form), new RegExp(`"${row.id}"`));
    assert.equal(channel.length, 1);
    assert.doesNotMatch(words(alertIn(channel)), /Acknowledged by/);
    assert.match(words(alertIn(channel)), /Note: Nok is ill.*Acknowledge/);
  });

  it('is asked for in the channel in Slack, where its number is a choice and no form helps', async (t) => {
    const shop = await openShop(t);
    await raised(shop);

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, 'ack');
    const which = last(await settled(shop));

    assert.equal(shop.slack.openView(SLACK_OPERATOR), null);
    assert.match(words(which), /Which alert do you mean\?.*#1 Bill 12045/);
  });

  it('tells the second who was first, and lets them take over', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);
    await shop.say('ack 1', COLLEAGUE);

    const beaten = only(await shop.say('ack 1'));
    const taken = only(await shop.tap('Take over'));
    const now = await shop.tenban.house.ledger.alerts.get(row.id);

    assert.match(beaten.text, /👀 Lek acknowledged this first \(.*, LINE\)/);
    assert.match(beaten.text, /Lek is on “Bill 12045 is short”\. Your tap changed nothing\./);
    assert.deepEqual(
      beaten.buttons.map(({ label }) => label),
      ['Add a note', 'Take over'],
    );
    assert.match(taken.text, /#1 is assigned to Nok/);
    assert.deepEqual([now?.acknowledgedBy, now?.assignee], ['Lek', 'Nok']);
  });

  it('is acknowledged once, however often the same person says so', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);
    await shop.say('ack 1');

    const again = only(await shop.say('ack 1'));

    assert.match(again.text, /You had acknowledged #1 already/);
    assert.equal((await shop.tenban.house.ledger.alerts.notes(row.id)).length, 1);
  });

  it('stays ended, and keeps what comes late as a note', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);
    await shop.say('resolve 1', COLLEAGUE);

    const late = only(await shop.say('ack 1'));
    const now = await shop.tenban.house.ledger.alerts.get(row.id);
    const notes = await shop.tenban.house.ledger.alerts.notes(row.id);

    assert.match(late.text, /#1 had ended already/);
    assert.match(late.text, /Lek resolved it/);
    assert.equal(now?.state, 'resolved');
    assert.deepEqual(
      notes.map(({ kind }) => kind),
      ['resolved', 'late'],
    );
  });

  it('is given back within ten minutes, with a reason, and not after', async (t) => {
    const shop = await openShop(t);
    await raised(shop);
    await shop.say('ack 1');

    const asked = only(await shop.tap('Un-acknowledge'));
    const undone = only(await shop.say('tapped by mistake'));
    await shop.say('ack 1');
    await shop.pass(10 * 60_000);
    await shop.hear();
    const tooLate = only(await shop.say('unack 1 changed my mind'));

    assert.match(asked.text, /Why do you take it back\?/);
    assert.match(undone.text, /#1 is open again/);
    assert.match(tooLate.text, /more than 10 minutes ago/);
  });

  it('is snoozed for an hour, or until the shop’s next morning', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);
    const now = shop.clock.now();

    const hour = only(await shop.say('snooze 1'));
    const first = await shop.tenban.house.ledger.alerts.get(row.id);
    const morning = only(await shop.tap('Tomorrow 9:00'));
    const second = await shop.tenban.house.ledger.alerts.get(row.id);

    assert.match(hour.text, /#1 is snoozed until/);
    assert.equal(first?.snoozedUntil, now.add({ hours: 1 }).epochMilliseconds);
    assert.match(morning.text, /09:00/);
    const local = Temporal.Instant.fromEpochMilliseconds(second?.snoozedUntil ?? 0);
    assert.equal(local.toZonedDateTimeISO('Asia/Bangkok').toPlainTime().toString(), '09:00:00');
  });

  it('is looked at, told about and handed on by words', async (t) => {
    const shop = await openShop(t);
    await raised(shop);

    const noted = only(await shop.say('note 1 called the bank'));
    const assigned = only(await shop.say('assign 1 lek'));
    const whole = only(await shop.say('alerts 1'));

    assert.match(noted.text, /Note added to #1/);
    assert.match(assigned.text, /#1 is assigned to Lek/);
    assert.match(whole.text, /Nok: called the bank/);
    assert.match(whole.text, /Nok assigned it to Lek/);
  });

  it('is chosen from those there are when nobody says which', async (t) => {
    const shop = await openShop(t);
    await raised(shop);
    await raised(shop, {
      cause: '2',
      message: { tone: 'warn', title: { raw: 'Bill 2 is short' } },
    });

    const which = only(await shop.say('got it'));
    const done = only(await shop.tap(/^#2/));

    assert.match(which.text, /Which alert do you mean\?/);
    assert.match(done.text, /You have acknowledged #2/);
  });

  it('is not acknowledged by words that people say to each other in a group', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);

    const said = await shop.say('got it', OPERATOR, GROUP);

    assert.deepEqual(said, []);
    assert.equal((await shop.tenban.house.ledger.alerts.get(row.id))?.state, 'open');
  });

  it('counts up while its cause lasts, and is linked to the one before it after its end', async (t) => {
    const shop = await openShop(t);
    await raised(shop);
    await raised(shop);

    const counted = only(await shop.say('alerts 1'));
    const { house } = shop.tenban;
    await house.ledger.write((tx) => settle(house, tx, MISMATCH));
    await raised(shop);
    await shop.hear();
    const next = only(await shop.say('alerts 2'));

    assert.match(counted.text, /Bill 12045 is short \(×2\)/);
    assert.match(counted.text, /Seen 2 times/);
    assert.match(next.text, /It happened before: #1, ended/);
  });

  it('is in the reader’s language', async (t) => {
    const shop = await openShop(t, { locale: 'th' });
    await raised(shop);

    const answer = only(await shop.say('รับทราบ 1'));
    const whole = only(await shop.say('แจ้งเตือน ๑'));

    assert.match(answer.text, /รับทราบ #1 แล้ว/);
    assert.match(whole.text, /คุณNok รับทราบแล้ว .* ทาง LINE/);
  });

  it('leaves a row in the audit chain for what people do', async (t) => {
    const shop = await openShop(t);
    await raised(shop);
    await shop.say('ack 1 calling them');
    await shop.say('resolve 1');

    const rows = await shop.tenban.house.ledger.audit.list('baan-suan', 5);

    assert.deepEqual(
      rows.map(({ action, actor, account, subject }) => [action, actor, account, subject]),
      [
        ['alert.resolved', 'Nok', `line:${OPERATOR}`, '#1'],
        ['alert.acknowledged', 'Nok', `line:${OPERATOR}`, '#1'],
      ],
    );
  });
});

describe('the alerts of a shop', () => {
  it('are listed newest first, five at first and all on demand', async (t) => {
    const shop = await openShop(t);
    for (const bill of [1, 2, 3, 4, 5, 6])
      await raised(shop, {
        cause: `${bill}`,
        message: { tone: 'warn', title: { raw: `Bill ${bill} is short` } },
      });
    await shop.hear();

    const first = only(await shop.say('alerts'));
    const all = only(await shop.tap('Show all 6'));

    assert.match(first.text, /6 open alerts in Baan Suan/);
    assert.match(first.text, /Bill 6[^]*Bill 2/);
    assert.doesNotMatch(first.text, /Bill 1 is/);
    assert.match(all.text, /Bill 6[^]*Bill 1/);
  });

  it('are seen by a viewer, who sees no button and changes nothing', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);

    const whole = only(await shop.say('alerts 1', VIEWER));
    const refused = only(await shop.say('ack 1', VIEWER));

    assert.match(whole.text, /Bill 12045 is short/);
    assert.deepEqual(whole.buttons, []);
    assert.match(refused.text, /You may not acknowledge alerts in Baan Suan/);
    assert.equal((await shop.tenban.house.ledger.alerts.get(row.id))?.state, 'open');
  });

  it('are nothing to a stranger', async (t) => {
    const shop = await openShop(t);
    await raised(shop);

    const answer = only(await shop.say('alerts 1', STRANGER));

    assert.doesNotMatch(answer.text, /12045/);
  });

  it('do not exist for people of another shop', async (t) => {
    const shop = await openShop(t);
    const row = await raised(shop);

    const number = only(await shop.say('alerts 1', RIVAL));
    const never = only(await shop.say('alerts 999', RIVAL));
    const acked = only(await shop.say('ack 1', RIVAL));

    assert.match(number.text, /There is no alert #1 here/);
    assert.equal(never.text.replace('999', '1'), number.text);
    assert.match(acked.text, /There is no alert #1 here/);
    assert.equal((await shop.tenban.house.ledger.alerts.get(row.id))?.state, 'open');
  });

  it('of all a person’s shops are listed together', async (t) => {
    const shop = await openShop(t);
    const { settings } = shop.tenban.house;
    await settings.update(
      'people',
      'Nok',
      (nok) => nok && { ...nok, roles: { ...nok.roles, rival: 'operator' } },
    );
    await raised(shop);
    await raised(shop, {
      shop: 'rival',
      message: { tone: 'warn', title: { raw: 'Bill 7 is over' } },
    });
    await shop.hear();

    const list = only(await shop.say('alerts'));
    const which = only(await shop.say('alerts 1'));
    const one = only(await shop.tap('Rival'));
    const acked = only(await shop.tap('Acknowledge'));

    assert.match(list.text, /2 open alerts in Baan Suan, Rival/);
    assert.match(list.text, /Bill 7 is over[^]*Bill 12045/);
    assert.match(which.text, /Which alert do you mean\?/);
    assert.match(one.text, /Bill 7 is over/);
    assert.match(acked.text, /You have acknowledged #1[^]*Bill 7/);
  });
});

describe('a storm of alerts', () => {
  it('is told as one beyond ten, and ends with its members', async (t) => {
    const shop = await openShop(t);
    for (let bill = 1; bill <= 14; bill += 1) await raised(shop, { cause: `${bill}` });
    const { ledger } = shop.tenban.house;
    const [summary] = (await ledger.alerts.list({ shops: ['baan-suan'], limit: 99 })).filter(
      ({ cause }) => cause === 'storm',
    );
    assert.ok(summary);
    await shop.hear();

    const whole = only(await shop.say(`alerts ${summary.number}`));
    await shop.say(`ack ${summary.number}`);
    const taken = await ledger.alerts.list({ shops: ['baan-suan'], summary: summary.id, limit: 9 });
    const { house } = shop.tenban;
    for (let bill = 11; bill <= 14; bill += 1)
      await house.ledger.write((tx) => settle(house, tx, { ...MISMATCH, cause: `${bill}` }));

    assert.match(whole.text, /4 more alerts like “Bill 12045 is short”/);
    assert.deepEqual(
      taken.map(({ acknowledgedBy }) => acknowledgedBy),
      ['Nok', 'Nok', 'Nok', 'Nok'],
    );
    assert.equal((await ledger.alerts.get(summary.id))?.state, 'resolved');
  });
});
