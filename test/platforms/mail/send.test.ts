import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { UpstreamError } from '../../../src/core/errors.ts';
import type { Delivery } from '../../../src/core/platform.ts';
import { createMail } from '../../../src/platforms/mail/platform.ts';
import { createMailSimulator } from '../../support/mail-simulator.ts';
import { drawn } from '../../support/drawn.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const FROM = 'Tenban <tenban@shop.example>';

async function openMail(t: TestContext) {
  const clock = createFakeClock();
  const simulator = createMailSimulator(clock);
  const { url, close } = await simulator.listen();
  t.after(close);
  const mail = createMail({ url, from: FROM, clock });
  const delivery: Delivery = {
    address: { platform: 'mail', conversation: 'nok@shop.example', kind: 'direct' },
    message: drawn({ title: 'คืนเงินค้าง', locale: 'th' }),
    retryKey: randomUUID(),
    firstAttemptAt: null,
  };
  return { clock, simulator, mail, delivery };
}

async function problemOf(sending: Promise<unknown>): Promise<UpstreamError> {
  const error = await sending.then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UpstreamError, 'the mail was not refused');
  return error;
}

describe('sending a mail', () => {
  it('hands it to the server, with words for a person and marks for machines', async (t) => {
    const { simulator, mail, delivery } = await openMail(t);

    const sent = await mail.send(delivery);

    const [received] = simulator.mails;
    assert.deepEqual(sent, { via: 'mail' });
    assert.deepEqual(received?.to, ['nok@shop.example']);
    assert.match(received?.raw ?? '', /^From: Tenban <tenban@shop.example>/m);
    assert.match(received?.raw ?? '', /^Auto-Submitted: auto-generated/m);
    assert.match(received?.raw ?? '', /^Content-Language: th/m);
    assert.match(received?.raw ?? '', /^Subject: =\?UTF-8\?/m);
  });

  it('gives a repeat the same Message-ID', async (t) => {
    const { simulator, mail, delivery } = await openMail(t);

    await mail.send(delivery);
    await mail.send({ ...delivery, firstAttemptAt: 1 });

    const ids = simulator.mails.map(({ raw }) => /^Message-ID: (.+)\r$/im.exec(raw)?.[1]);
    const expected = `<${delivery.retryKey}@shop.example>`;
    assert.deepEqual(ids, [expected, expected]);
  });

  it('is refused for good by a 5yz answer', async (t) => {
    const { simulator, mail, delivery } = await openMail(t);
    simulator.fault({ kind: 'refuse' });

    const { effect, code } = await problemOf(mail.send(delivery));

    assert.deepEqual([effect, code, simulator.mails.length], ['refused', 'smtp_550', 0]);
  });

  it('did not happen when the server asks to come again', async (t) => {
    const { simulator, mail, delivery } = await openMail(t);
    simulator.fault({ kind: 'later', times: 1 });

    const { effect, code } = await problemOf(mail.send(delivery));
    await mail.send(delivery);

    assert.deepEqual([effect, code, simulator.mails.length], ['none', 'smtp_451', 1]);
  });

  it('did not happen when nobody listens', async () => {
    const mail = createMail({ url: 'smtp://127.0.0.1:9', from: FROM, clock: createFakeClock() });
    const address = { platform: 'mail', conversation: 'nok@shop.example', kind: 'direct' } as const;
    const delivery = { address, message: drawn(), retryKey: randomUUID(), firstAttemptAt: null };

    const { effect } = await problemOf(mail.send(delivery));

    assert.equal(effect, 'none');
  });

  it('may have happened when the answer is lost', async (t) => {
    const { simulator, mail, delivery } = await openMail(t);
    simulator.fault({ kind: 'drop-answer' });

    const { effect } = await problemOf(mail.send(delivery));

    assert.deepEqual([effect, simulator.mails.length], ['unknown', 1]);
  });

  it('ends after a minute without an answer', async (t) => {
    const { clock, simulator, mail, delivery } = await openMail(t);
    simulator.fault({ kind: 'slow', ms: 600_000 });
    const sending = problemOf(mail.send(delivery));

    await clock.advance(60_000);

    const { effect, code } = await sending;
    assert.deepEqual([effect, code], ['unknown', 'timeout']);
    await clock.advance(600_000);
  });
});
