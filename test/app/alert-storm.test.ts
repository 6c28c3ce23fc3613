import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LOCALES, type Locale } from '../../src/core/settings.ts';
import { text } from '../../src/core/text.ts';
import { raise } from '../../src/engine/alerts/raise.ts';
import { type AlertShop, MINUTE, openAlertShop, problem } from '../support/alerts.ts';
import { textOf } from '../support/line-message.ts';
import { CHANNEL, TEAM } from '../support/shop.ts';

type Somebody = { id: string; platform: 'line' | 'slack'; account: string; locale: Locale };

const TITLE = text('talk.unknown.title');

/** Twenty people in four languages, half of them on LINE and half on Slack. */
async function gather(shop: AlertShop): Promise<Somebody[]> {
  const people = Array.from({ length: 20 }, (_, index): Somebody => {
    const locale = LOCALES[index % 4] ?? 'en';
    const line = index < 10;
    const account = line ? `U${index.toString(16).padStart(32, 'e')}` : `U0CREW${index}`;
    return { id: `crew-${index}`, platform: line ? 'line' : 'slack', account, locale };
  });
  const { settings } = shop.tenban.house;
  for (const { id, platform, account, locale } of people) {
    if (platform === 'line') shop.line.addUser({ id: account, name: id });
    else shop.slack.addUser({ id: account, name: id, locale });
    await settings.update('people', id, () => ({
      id,
      name: id,
      locale,
      roles: { 'baan-suan': 'operator' },
      identities: [
        platform === 'line' ? { platform, id: account } : { platform, team: TEAM, id: account },
      ],
      version: 1,
    }));
  }
  await shop.route({ targets: people.map(({ id }) => ({ to: 'person', person: id })) });
  return people;
}

/** What one of them sees, as words. */
function seenBy(shop: AlertShop, { platform, account }: Somebody): string[] {
  if (platform === 'line')
    return shop.line
      .chat(account)
      .filter(({ user }) => user === null)
      .map(({ message }) => textOf(message));
  return shop.slack.channel(shop.slack.direct(account)).map((message) => message.text);
}

describe('an alert to twenty people', () => {
  it('reaches each of them once, in their language, while one send in twenty fails', async (t) => {
    const shop = await openAlertShop(t);
    const people = await gather(shop);
    const failed = (): number =>
      [...shop.line.requests, ...shop.slack.requests].filter(({ status }) =>
        [429, 500].includes(status ?? 0),
      ).length;

    for (let round = 1; round <= 8; round += 1) {
      const flaky = { kind: 'flaky', share: 0.05 } as const;
      shop.line.faults.set({ ...flaky, path: '/push', seed: round });
      shop.slack.faults.set({ ...flaky, path: 'chat.postMessage', seed: round + 100 });
      await shop.problem({ kind: `refunds.${round}`, message: { tone: 'warn', title: TITLE } });
      await shop.pass(MINUTE);
    }

    const { words } = shop.tenban.house;
    for (const somebody of people) {
      const view = { locale: somebody.locale, timeZone: 'UTC', shopZone: 'UTC', now: 0 };
      const seen = seenBy(shop, somebody);
      assert.equal(seen.length, 8, `${somebody.id} on ${somebody.platform}`);
      for (const card of seen) assert.ok(card.includes(words.say(TITLE, view)), card);
    }
    assert.ok(failed() >= 4, `${failed()} sends failed`);
  });

  it('repeats a Slack post whose answer was lost, marked as the same, and no other', async (t) => {
    const shop = await openAlertShop(t);
    const people = await gather(shop);
    shop.slack.faults.set({ kind: 'drop-answer', path: 'chat.postMessage', times: 2 });
    shop.line.faults.set({ kind: 'drop-answer', path: '/push', times: 2 });

    await shop.problem();
    await shop.pass(MINUTE);

    const marks = people
      .filter(({ platform }) => platform === 'slack')
      .flatMap(({ account }) => shop.slack.channel(shop.slack.direct(account)))
      .map(({ metadata }) => JSON.stringify(metadata));
    const keys = marks.map((mark) => /"key":"([^"]+)"/.exec(mark)?.[1]);
    assert.equal(new Set(keys).size, 10);
    assert.equal(keys.length, 12);
    assert.equal(marks.filter((mark) => mark.includes('"repeated":true')).length, 2);
    const line = people.filter(({ platform }) => platform === 'line');
    assert.deepEqual([...new Set(line.map((somebody) => seenBy(shop, somebody).length))], [1]);
  });
});

describe('ten thousand raises of one cause', () => {
  it('are one card per recipient and a few updates', async (t) => {
    const shop = await openAlertShop(t);
    const { house } = shop.tenban;
    await shop.route({ targets: [{ to: 'slack', team: TEAM, channel: CHANNEL }] });
    // A database on the network takes its time with every one of them.
    const each = shop.config.databaseUrl === null ? 1_000 : 200;

    for (let batch = 0; batch < 10; batch += 1) {
      const raises = Array.from({ length: each }, () =>
        house.ledger.write((tx) => raise(house, tx, problem())),
      );
      await Promise.all(raises);
      await shop.pass(6_000);
    }

    const [row] = await house.ledger.alerts.list({ shops: ['baan-suan'], limit: 10 });
    const updates = shop.slack.requests.filter(({ path }) => path.endsWith('chat.update'));
    assert.equal(row?.count, 10 * each);
    assert.equal(shop.slack.channel(CHANNEL).length, 1);
    assert.ok(updates.length <= 20, `${updates.length} updates`);
  });
});
