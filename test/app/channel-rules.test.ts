import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ChannelRule } from '../../src/core/settings.ts';
import { said } from '../support/linking.ts';
import {
  CHANNEL,
  COLLEAGUE,
  findButton,
  GROUP,
  openShop,
  OPERATOR,
  RIVAL,
  SLACK_OPERATOR,
  TEAM,
  type TestShop,
} from '../support/shop.ts';
import { last, paid, settled, words } from '../support/slack-talk.ts';

async function rule(shop: TestShop, change: Partial<ChannelRule>): Promise<void> {
  const { house } = shop.tenban;
  await house.settings.update('channels', 'ops', () => ({
    id: 'ops',
    platform: 'slack',
    ...(change.platform === 'line' ? {} : { team: TEAM }),
    channel: CHANNEL,
    shops: ['baan-suan'],
    ceiling: 'viewer',
    version: 1,
    ...change,
  }));
}

describe('a rule for a Slack channel', () => {
  it('refuses what is above its ceiling and says where to do it', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await rule(shop, {});
    const direct = shop.slack.direct(SLACK_OPERATOR);

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
    const refused = last(await settled(shop));
    await shop.slack.command(SLACK_OPERATOR, direct, `refund ${charge} 500 damaged`);
    const preview = last(await settled(shop, direct));

    assert.match(words(refused), /This channel does not allow anyone to refund in Baan Suan/);
    assert.match(words(refused), /direct chat/);
    assert.match(words(preview), /Check this refund/);
  });

  it('counts for a button that was shown before', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
    const preview = last(await settled(shop));
    await rule(shop, {});

    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, 'Refund ฿500.00');
    const refused = last(await settled(shop));

    assert.match(words(refused), /This channel does not allow/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });

  it('allows what is below its ceiling', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await rule(shop, { ceiling: 'operator' });

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `refund ${charge} 500 damaged`);
    const preview = last(await settled(shop));

    assert.match(words(preview), /Check this refund/);
  });

  it('keeps other shops out', async (t) => {
    const shop = await openShop(t);
    await rule(shop, { shops: ['rival'], ceiling: 'owner' });

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, `charge ${paid(shop)}`);
    const refused = last(await settled(shop));

    assert.match(words(refused), /This channel does not allow/);
  });
});

describe('a rule for a LINE group', () => {
  it('counts for everybody in it', async (t) => {
    const shop = await openShop(t);
    await rule(shop, { platform: 'line', channel: GROUP });

    const refused = await shop.say(`refund ${paid(shop)} 500 damaged`, COLLEAGUE, GROUP);

    assert.match(said(refused), /This channel does not allow/);
  });
});

describe('another shop', () => {
  it('is answered like one that does not exist', async (t) => {
    const shop = await openShop(t);
    const { house } = shop.tenban;
    const id = async (conversation: string, where: string) => {
      const now = house.clock.now().epochMilliseconds;
      const button = house.tokens.newId();
      await house.ledger.write((tx) =>
        tx.actions.add([
          {
            id: button,
            kind: 'open',
            command: 'people',
            input: {},
            seen: null,
            shop: where,
            conversation: `line:${conversation}`,
            outbox: null,
            of: null,
            said: null,
            createdAt: now,
            expiresAt: now + 60_000,
            usedBy: null,
            usedAt: null,
          },
        ]),
      );
      return house.tokens.sign(button);
    };

    const tapped = [];
    for (const where of ['rival', 'nowhere']) {
      await shop.line.tap(OPERATOR, await id(OPERATOR, where), {});
      tapped.push(said(await shop.hear()));
    }

    assert.match(tapped[0] ?? '', /no longer valid/);
    assert.equal(tapped[0], tapped[1]);
  });

  it('is answered like one that does not exist when a question is answered with it', async (t) => {
    const shop = await openShop(t);
    const { settings } = shop.tenban.house;
    const tiny = { id: 'tiny', name: 'Tiny', locale: 'en', timeZone: 'Asia/Bangkok' } as const;
    await settings.update('shops', 'tiny', () => ({ ...tiny, version: 1 }));
    await settings.update(
      'people',
      'Nok',
      (nok) => nok && { ...nok, roles: { ...nok.roles, tiny: 'owner' } },
    );

    const answers = [];
    for (const where of ['Rival', 'Nowhere']) {
      await shop.say('people');
      answers.push(said(await shop.say(where)));
    }

    assert.match(answers[0] ?? '', /Which shop is it about/);
    assert.equal(answers[0], answers[1]);
  });

  it('keeps its buttons to the conversation they were shown in', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    const { data } = findButton(shop.line.chat(OPERATOR), 'Refund ฿500.00');

    await shop.line.tap(RIVAL, data, {});
    const answer = await shop.hear(RIVAL);

    assert.match(said(answer), /no longer valid/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });
});
