import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { describe, it } from 'node:test';
import { COLLEAGUE, GROUP, openShop, OPERATOR, STRANGER, type TestShop } from '../support/shop.ts';
import { storedBodies } from '../support/stored-bodies.ts';

const ACCOUNT = 'acct-baan-suan';

function paid(shop: TestShop): string {
  return shop.opn.seed(ACCOUNT, { amount: 150_000, currency: 'THB' }).id;
}

/** A webhook as LINE would send it, or not. */
async function post(shop: TestShop, body: string, signature?: string): Promise<number> {
  const secret = shop.config.line?.channelSecret ?? '';
  const good = createHmac('sha256', secret).update(body).digest('base64');
  const answer = await fetch(shop.webhookUrl, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-line-signature': signature ?? good },
  });
  return answer.status;
}

function event(more: object): string {
  const common = {
    webhookEventId: '01HZZZZZZZZZZZZZZZZZZZZZZZ',
    mode: 'active',
    timestamp: Date.parse('2026-11-25T03:00:00Z'),
    deliveryContext: { isRedelivery: false },
    source: { type: 'user', userId: OPERATOR },
    replyToken: 'a'.repeat(32),
  };
  return JSON.stringify({ destination: `U${'0'.repeat(32)}`, events: [{ ...common, ...more }] });
}

const help = { type: 'message', message: { type: 'text', id: '1', text: 'help' } };

describe("LINE's webhook", () => {
  const odd: [string, string, number][] = [
    ['empty events, as for a connection check', '{"destination":"U0","events":[]}', 200],
    ['broken JSON', '{"destination":', 400],
    ['an unknown event type', event({ type: 'teleported' }), 200],
    ['standby mode', event({ ...help, mode: 'standby', replyToken: undefined }), 200],
    ['a sticker', event({ type: 'message', message: { type: 'sticker', id: '1' } }), 200],
    ['an unfollow', event({ type: 'unfollow', replyToken: undefined }), 200],
    [
      'a postback that nobody signed',
      event({ type: 'postback', postback: { data: 'refund=all' } }),
      200,
    ],
  ];
  for (const [what, body, expected] of odd) {
    it(`answers ${expected} to ${what}`, async (t) => {
      const shop = await openShop(t);

      const status = await post(shop, body);
      await shop.hear();

      assert.equal(status, expected);
      assert.ok(shop.opn.requests.length === 0);
    });
  }

  it('refuses a wrong, an empty and a moved signature, and stores nothing', async (t) => {
    const shop = await openShop(t);
    const other = createHmac('sha256', 'another secret').update(event(help)).digest('base64');

    const statuses = [
      await post(shop, event(help), other),
      await post(shop, event(help), ''),
      await post(shop, `${event(help)} `, other),
    ];

    assert.deepEqual(statuses, [401, 401, 401]);
    assert.deepEqual(await shop.hear(), []);
  });

  it('answers a replayed body 200 and does nothing', async (t) => {
    const shop = await openShop(t);
    const sent = await shop.line.say(OPERATOR, 'help');
    await shop.hear();
    const before = shop.line.requests.length;

    await shop.line.redeliver(sent.id);
    await shop.hear();

    assert.equal(shop.line.requests.length, before);
  });

  it('refuses 5 MB', async (t) => {
    const shop = await openShop(t);

    assert.equal(await post(shop, JSON.stringify({ padding: 'x'.repeat(5_000_000) })), 413);
  });

  it('forgets the words of a message that was taken back', async (t) => {
    const shop = await openShop(t);
    const sent = await shop.line.say(OPERATOR, 'my secret diary');
    await shop.hear();

    await shop.line.unsend(OPERATOR, sent.message ?? '');
    await shop.hear();
    const bodies = await storedBodies(shop.config);

    assert.equal(bodies.length, 2);
    assert.ok(!bodies.join('').includes('secret diary'));
    assert.ok(!shop.lines.join('').includes('secret diary'));
  });
});

describe('answers in LINE', () => {
  it('are pushed when the reply token died while Opn was slow', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    shop.opn.faults.set({ kind: 'slow', ms: 61_000, times: 1, match: { method: 'GET' } });
    const tapped = shop.tap('Refund ฿500.00');
    while (shop.opn.faults.current() !== null)
      await new Promise((resolve) => setImmediate(resolve));

    await shop.clock.advance(61_000);
    const [done] = await tapped;

    assert.match(done?.text ?? '', /✅ Refunded/);
    assert.equal(done?.entry.via, 'push');
  });

  it('are said once when the answer to the reply is lost', async (t) => {
    const shop = await openShop(t);
    shop.line.faults.set({ kind: 'drop-answer', path: '/reply', times: 1 });

    const first = await shop.say('help');
    await shop.pass(5_000);
    const second = await shop.hear();

    assert.equal(first.length + second.length, 1);
  });

  it('are said once when the answer to a push is lost', async (t) => {
    const shop = await openShop(t);
    shop.line.faults.set({ kind: '500', path: '/reply' });
    await shop.say('help');
    await shop.pass(61_000);
    shop.line.faults.set({ kind: 'drop-answer', path: '/push', times: 1 });
    await shop.pass(600_000);

    const said = shop.line.chat(OPERATOR).filter(({ user }) => user === null);

    assert.equal(said.length, 1);
    assert.equal(said[0]?.via, 'push');
  });

  it('wait out a rate limit', async (t) => {
    const shop = await openShop(t);
    shop.line.faults.set({ kind: '429', times: 1 });

    const first = await shop.say('help');
    await shop.pass(5_000);
    const second = await shop.hear();

    assert.deepEqual([first.length, second.length], [0, 1]);
  });
});

describe('a group', () => {
  it('is not disturbed by what people say to each other', async (t) => {
    const shop = await openShop(t);

    const answers = [
      ...(await shop.say('help me carry this', OPERATOR, GROUP)),
      ...(await shop.say('refund is so slow today', COLLEAGUE, GROUP)),
    ];

    assert.deepEqual(answers, []);
  });

  it('is answered when Tenban is addressed', async (t) => {
    const shop = await openShop(t);

    const [answer] = await shop.say('tenban help', OPERATOR, GROUP);

    assert.match(answer?.text ?? '', /What you can do/);
  });

  it('does not take chatter for the answer to a question', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500`, OPERATOR, GROUP);

    const chatter = await shop.say('who wants lunch?', OPERATOR, GROUP);
    const [preview] = await shop.say('tenban damaged box', OPERATOR, GROUP);

    assert.deepEqual(chatter, []);
    assert.match(preview?.text ?? '', /damaged box/);
  });

  it('keeps the questions of two people apart', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge}`, OPERATOR, GROUP);

    const other = await shop.say('250', COLLEAGUE, GROUP);
    const [why] = await shop.say('500', OPERATOR, GROUP);

    assert.deepEqual(other, []);
    assert.match(why?.text ?? '', /Why/);
  });
});

describe('a stranger', () => {
  it('who adds the account is greeted and told nothing about anybody', async (t) => {
    const shop = await openShop(t);

    await shop.line.follow(STRANGER);
    const [answer] = await shop.hear(STRANGER);

    assert.match(answer?.text ?? '', /Tenban/);
    assert.doesNotMatch(answer?.text ?? '', /Baan Suan|Nok/);
  });
});

describe('logs', () => {
  it('hold no secret, no token and nothing people wrote', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 the buyer is Somchai`);
    shop.opn.faults.set({ kind: 'drop-answer', times: 1, match: { method: 'POST' } });
    await shop.tap('Refund ฿500.00');
    await shop.say('nonsense from Somchai');

    const text = shop.lines.join('');
    const tokens = shop.line.requests
      .map(({ body }) => JSON.stringify(body))
      .flatMap((body) =>
        [...body.matchAll(/"replyToken":"([^"]+)"/g)].map(([, token]) => token ?? ''),
      );

    assert.ok(text.length > 500);
    assert.ok(tokens.length > 0);
    const secrets = [
      shop.config.line?.channelSecret,
      shop.config.line?.accessToken,
      'skey_test_baansuan0001',
      ...tokens,
      'Somchai',
    ];
    for (const secret of secrets)
      assert.ok(secret !== undefined && !text.includes(secret), `the log holds ${secret}`);
    assert.ok(!text.includes(Buffer.from('skey_test_baansuan0001:').toString('base64')));
  });
});
