import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  CHANNEL,
  COLLEAGUE,
  openShop,
  OPERATOR,
  RIVAL,
  SLACK_OPERATOR,
  type TestShop,
} from '../../support/shop.ts';
import { last, paid, settled, words } from '../../support/slack-talk.ts';
import { auditEntry } from '../../support/ledger-rows.ts';

/** Writes entries as if all that had happened. */
async function happened(shop: TestShop, count: number): Promise<void> {
  const now = shop.clock.now().epochMilliseconds;
  await shop.tenban.house.ledger.write(async (tx) => {
    for (let index = 0; index < count; index += 1)
      await tx.audit.append(
        auditEntry({
          at: now - (count - index) * 60_000,
          actor: index % 2 === 0 ? 'Nok' : 'Lek',
          account: `line:${index % 2 === 0 ? OPERATOR : COLLEAGUE}`,
          action: index % 3 === 0 ? 'refund.confirmed' : 'capture.ended',
          subject: `chrg_test_${index}`,
          detail: {
            input: { charge: `chrg_test_${index}`, reason: 'call 081-234-5678', secret: 'x' },
          },
        }),
      );
  });
}

/** The file behind a link. */
async function fetchLink(shop: TestShop, url: string): Promise<Response> {
  return fetch(`http://127.0.0.1:${shop.tenban.port}${new URL(url).pathname}`);
}

function linkIn(shown: unknown): string {
  const url = /http:\/\/localhost\/media\/[\w-]{22}/.exec(JSON.stringify(shown))?.[0];
  assert.ok(url);
  return url;
}

describe('the audit log', () => {
  it('shows the newest ten: when, who by name and account, what in words, about what', async (t) => {
    const shop = await openShop(t);
    await happened(shop, 12);

    const [answer] = await shop.say('audit');

    const text = answer?.text ?? '';
    assert.match(text, /Audit log, newest first/);
    assert.match(text, /25 Nov 2026, 09:59/);
    assert.match(text, /Lek \(LINE …2222\)/);
    assert.match(text, /Refund: confirmed/);
    assert.match(text, /chrg_test_11/);
    assert.match(text, /chrg_test_2(?!\d)/);
    assert.doesNotMatch(text, /chrg_test_1(?!\d)/);
    assert.doesNotMatch(text, /081-234/);
  });

  it('goes on to the older ones', async (t) => {
    const shop = await openShop(t);
    await happened(shop, 12);
    await shop.say('audit');

    const [older] = await shop.tap('Older');

    assert.match(older?.text ?? '', /chrg_test_1(?!\d)/);
    assert.doesNotMatch(older?.text ?? '', /chrg_test_2(?!\d)/);
  });

  for (const [said, shown, hidden] of [
    ['Lek', /chrg_test_1(?!\d)/, /chrg_test_0/],
    ['คืนเงิน', /chrg_test_0/, /chrg_test_1(?!\d)/],
    ['返金 Nok', /chrg_test_0/, /chrg_test_3/],
    ['chrg_test_4', /chrg_test_4/, /chrg_test_3/],
    ['refund Nov 2026', /chrg_test_3/, /chrg_test_4/],
    ['25 พ.ย. 2569 Lek', /chrg_test_5/, /chrg_test_4/],
    ['2026-11-25 capture', /chrg_test_5/, /chrg_test_3/],
  ] as const) {
    it(`finds by “${said}”`, async (t) => {
      const shop = await openShop(t);
      await happened(shop, 6);

      const [answer] = await shop.say(`audit ${said}`);

      assert.match(answer?.text ?? '', shown);
      assert.doesNotMatch(answer?.text ?? '', hidden);
    });
  }

  for (const said of ['Oct 2026', '24/11/2026', 'nothing-like-it']) {
    it(`finds nothing by “${said}”`, async (t) => {
      const shop = await openShop(t);
      await happened(shop, 6);

      const [answer] = await shop.say(`audit ${said}`);

      assert.match(answer?.text ?? '', /No entry fits/);
    });
  }

  it('is for approvers, and only about their own shop', async (t) => {
    const shop = await openShop(t);
    await happened(shop, 3);

    const [operator] = await shop.say('audit', COLLEAGUE);
    const [rival] = await shop.say('audit', RIVAL);

    assert.match(operator?.text ?? '', /You may not see the audit log/);
    assert.match(rival?.text ?? '', /No entry fits/);
  });

  it('is a CSV with everything that fits, masked and harmless, behind a link in LINE', async (t) => {
    const shop = await openShop(t);
    await happened(shop, 12);
    await shop.tenban.house.ledger.write((tx) =>
      tx.audit.append(auditEntry({ actor: 'Nok', subject: '=cmd()', detail: {} })),
    );
    await shop.say('audit Nok');

    await shop.tap('Download CSV');
    const answer = await fetchLink(shop, linkIn(shop.line.chat(OPERATOR)));
    const bytes = new Uint8Array(await answer.arrayBuffer());
    const csv = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    assert.match(
      answer.headers.get('content-disposition') ?? '',
      /^attachment; .*UTF-8''audit-baan-suan-2026-11-25\.csv$/,
    );
    assert.deepEqual(Array.from(bytes.slice(0, 3)), [0xef, 0xbb, 0xbf]);
    assert.equal(csv.trim().split('\n').length, 1 + 6 + 1);
    assert.match(csv, /,2026-11-25T09:58:00\+07:00,Nok,line:U1+,/);
    assert.match(csv, /'=cmd\(\)/);
    assert.match(csv, /call \*\*\*/);
    assert.doesNotMatch(csv, /081-234|secret/);
  });

  it('is the same in Slack', async (t) => {
    const shop = await openShop(t);
    await happened(shop, 3);

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, 'audit refund');
    const shown = last(await settled(shop));
    await shop.slack.click(SLACK_OPERATOR, CHANNEL, shown.ts, 'Download CSV');
    const answer = await fetchLink(shop, linkIn(last(await settled(shop)).blocks));

    assert.match(words(shown), /chrg_test_0/);
    assert.match(await answer.text(), /refund\.confirmed/);
  });

  it('tells what really happened to a refund', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`);
    await shop.tap(/^Refund ฿500/);

    const [answer] = await shop.say(`audit ${charge}`);

    assert.match(answer?.text ?? '', /Refund: confirmed/);
    assert.match(answer?.text ?? '', /Refund: ended/);
    assert.match(answer?.text ?? '', /damaged/);
  });
});
