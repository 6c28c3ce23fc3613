import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { timeSignature, timeStamp } from '../../../src/clients/peak/sign.ts';
import { createPeakSimulator } from '../../../src/sandbox/peak/simulator.ts';
import type { PeakSimulator } from '../../../src/sandbox/peak/types.ts';
import { receiptPayload } from '../../../src/clients/peak/payload.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';
import { draftOf } from '../../support/receipts.ts';

const KEYS = { connectId: 'demo_peakapi', connectKey: 'key', userToken: 'ut' };
const MINUTE = 60_000;

let clock: FakeClock;
let peak: PeakSimulator;
beforeEach(() => {
  clock = createFakeClock();
  peak = createPeakSimulator({ clock, ...KEYS });
});

type Call = { path: string; body?: unknown; token?: string; skew?: number };

async function call({ path, body, token = '', skew = 0 }: Call) {
  const stamp = timeStamp(clock.now().add({ milliseconds: skew }));
  const headers = {
    'time-stamp': stamp,
    'time-signature': timeSignature(stamp, KEYS.connectId),
    'client-token': token,
    'user-token': KEYS.userToken,
  };
  const url = `http://peak.test/api/v1${path}`;
  const request = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
  const answer = await peak.fetch(new Request(url, { headers, ...request }));
  const text = await answer.text();
  return { status: answer.status, text };
}

async function newToken(): Promise<string> {
  const body = { PeakClientToken: { connectId: KEYS.connectId, password: KEYS.connectKey } };
  const { text } = await call({ path: '/ClientToken', body });
  return /ct_demo_\d+/.exec(text)?.[0] ?? '';
}

describe('the PEAK simulator', () => {
  it('takes stamps of five minutes around now, and not Thai time', async () => {
    const token = await newToken();
    const skews = [0, 5 * MINUTE, -5 * MINUTE, 6 * MINUTE, 7 * 60 * MINUTE];

    const answers = [];
    for (const skew of skews) answers.push(await call({ path: '/user', token, skew }));

    assert.deepEqual(
      answers.map(({ text }) => /TimeSignature Unauthorized/.test(text)),
      [false, false, false, true, true],
    );
    assert.ok(answers.every(({ status }) => status === 200));
  });

  it('ends a client token after a day, and earlier when told to', async () => {
    const [first, second] = [await newToken(), await newToken()];
    await clock.advance(24 * 60 * MINUTE);
    const third = await newToken();
    const fresh = await call({ path: '/user', token: third });
    peak.killTokens();

    const old = [
      await call({ path: '/user', token: first }),
      await call({ path: '/user', token: second }),
    ];
    const killed = await call({ path: '/user', token: third });

    assert.match(fresh.text, /"resCode":"200"/);
    for (const { status, text } of [...old, killed])
      assert.deepEqual([status, text], [200, '{"resCode":"600","resDesc":"Invalid Client Token"}']);
  });

  it('hands out ten client tokens a minute', async () => {
    for (let count = 0; count < 10; count += 1) await newToken();
    const body = { PeakClientToken: {} };

    const eleventh = await call({ path: '/clienttoken', body });
    await clock.advance(MINUTE);
    const later = await newToken();

    assert.equal(eleventh.status, 429);
    assert.match(eleventh.text, /"type":"ClientTokenLimit".*"retryAfterSeconds":60/);
    assert.match(later, /^ct_demo/);
  });

  it('turns the sixth POST at once away', async () => {
    const token = await newToken();
    peak.latency({ writes: 5_000 });

    const posts = Array.from({ length: 6 }, () =>
      call({ path: '/contacts', body: { PeakContacts: { contacts: [] } }, token }),
    );
    // Bodies are read in turns of their own: time passes while they are.
    for (let turn = 0; turn < 20; turn += 1) await clock.advance(1_000);
    const statuses = (await Promise.all(posts)).map(({ status }) => status);

    assert.deepEqual(
      statuses.toSorted((a, b) => a - b),
      [200, 200, 200, 200, 200, 429],
    );
    assert.equal(peak.mostPosts(), 5);
  });

  it('takes both casings of a wrapper and ignores names it does not know', async () => {
    const token = await newToken();
    const contact = { name: 'Page365', code: 'PG365', shoeSize: 44 };

    await call({ path: '/contacts', body: { peakContacts: { contacts: [contact] } }, token });

    assert.deepEqual(
      peak.contacts().map(({ code }) => code),
      ['PG365'],
    );
  });

  it('answers a queue only after it was asked some times', async () => {
    const token = await newToken();
    await call({
      path: '/contacts',
      body: { PeakContacts: { contacts: [{ name: 'P', code: 'PG365' }] } },
      token,
    });
    const receipts = [receiptPayload(draftOf(peak))];
    const { text } = await call({
      path: '/receipts/queue',
      body: { PeakReceipts: { receipts } },
      token,
    });
    const queueId = /queue-\d+/.exec(text)?.[0];

    const polls = [];
    for (let poll = 0; poll < 3; poll += 1)
      polls.push(await call({ path: `/receipts/queue?queueId=${queueId}`, token }));

    assert.deepEqual(
      polls.map((poll) => /documentLink/.test(poll.text)),
      [false, false, true],
    );
  });

  it('refuses a payment that is one satang short of the total', async () => {
    const token = await newToken();
    await call({
      path: '/contacts',
      body: { PeakContacts: { contacts: [{ name: 'P', code: 'PG365' }] } },
      token,
    });
    const draft = draftOf(peak);
    const short = receiptPayload({ ...draft, payment: { ...draft.payment, amount: 52_999 } });

    const { text } = await call({
      path: '/receipts',
      body: { PeakReceipts: { receipts: [short] } },
      token,
    });

    assert.match(text, /payment amount is not equal to total/);
    assert.deepEqual(peak.receipts(), []);
  });

  it('fails a share of calls, some of them after the effect', async () => {
    const token = await newToken();
    peak.unreliable(0.5, 11);
    const statuses: number[] = [];
    for (let number = 0; number < 200; number += 1) {
      const contacts = [{ name: 'P', code: `C${number}` }];
      const answer = await call({ path: '/contacts', body: { PeakContacts: { contacts } }, token });
      statuses.push(answer.status);
    }

    const fine = statuses.filter((status) => status === 200).length;

    assert.ok(fine > 70 && fine < 130, String(fine));
    assert.ok(statuses.includes(429) && statuses.includes(500));
    assert.ok(peak.contacts().length > fine, 'some had their effect');
  });

  it('does not keep references when told not to', async () => {
    const token = await newToken();
    await call({
      path: '/contacts',
      body: { PeakContacts: { contacts: [{ name: 'P', code: 'PG365' }] } },
      token,
    });
    peak.keepReferences(false);

    const receipts = [receiptPayload(draftOf(peak))];
    await call({ path: '/receipts', body: { PeakReceipts: { receipts } }, token });

    assert.equal(peak.receipts()[0]?.reference, '');
    assert.deepEqual(peak.receipts()[0]?.tags, ['page365:12045']);
  });

  it('keeps no lines of receipts when it is to be small', () => {
    const small = createPeakSimulator({ clock, ...KEYS, small: true });

    for (let number = 1; number <= 100_000; number += 1)
      small.seedReceipt({ by: 'connector', code: `RT-${number}`, reference: `${number}` });

    assert.equal(small.receiptsOf('99999').length, 1);
    assert.equal(small.receipts().length, 100_000);
  });
});
