import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { createOpn, type Opn } from '../../../src/clients/opn/client.ts';
import { type Effect, UpstreamError } from '../../../src/core/errors.ts';
import { createOpnSimulator, type OpnSimulator } from '../../../src/sandbox/opn/simulator.ts';
import type { Fault } from '../../../src/sandbox/web/faults.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { recordingLog } from '../../support/log.ts';

const KEY = 'skey_test_5xuy4w91xqz7d1w9u0t';
const ENCODED = Buffer.from(`${KEY}:`).toString('base64');
const SHOP = { account: 'account_test_shop', country: 'TH', currency: 'THB' };
const OTHER = { account: 'account_test_other', country: 'TH', currency: 'THB' };

let simulator: OpnSimulator;
let server: { url: string; close(): Promise<void> };
let opn: Opn;
let lines: string[];

function connect(options: { secretKey?: string; baseURL?: string; write?: number } = {}): Opn {
  const recording = recordingLog();
  lines = recording.lines;
  return createOpn({
    baseURL: options.baseURL ?? server.url,
    secretKey: options.secretKey ?? KEY,
    log: recording.log,
    observe: () => undefined,
    timeouts: { read: 5000, write: options.write ?? 5000 },
  });
}

beforeEach(async () => {
  simulator = createOpnSimulator({
    clock: createFakeClock(),
    keys: { [KEY]: SHOP, skey_test_other: OTHER },
  });
  server = await simulator.listen(0);
  opn = connect();
});
afterEach(() => server.close());

function seed(amount = 100_000, more: Partial<Parameters<OpnSimulator['seed']>[1]> = {}): string {
  return simulator.seed(SHOP.account, { amount, currency: 'THB', ...more }).id;
}

async function problemOf(call: Promise<unknown>): Promise<UpstreamError> {
  const error = await call.then(
    () => assert.fail('the call succeeded'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UpstreamError);
  return error;
}

describe('the Opn client', () => {
  it('reads a charge', async () => {
    const id = seed(125_000, {
      description: 'Order 1',
      card: { brand: 'JCB', last_digits: '0000' },
    });

    const charge = await opn.charge(id);

    assert.equal(charge?.id, id);
    assert.deepEqual(charge?.remaining, { amount: 125_000, currency: 'THB' });
    assert.equal(charge?.description, 'Order 1');
    assert.equal(charge?.refundUntil, '2027-05-04T03:00:00Z');
  });

  it('gives null for a charge that is not there', async () => {
    const charge = await opn.charge('chrg_test_nowhere');

    assert.equal(charge, null);
  });

  it("gives null for another merchant's charge", async () => {
    const { id } = simulator.seed(OTHER.account, { amount: 50_000, currency: 'THB' });

    const charge = await opn.charge(id);

    assert.equal(charge, null);
  });

  it('refuses an id that is no charge id before asking', async () => {
    await assert.rejects(opn.charge('chrg_test_1/refunds'));

    assert.equal(simulator.requests.length, 0);
  });

  it('lists recent charges, newest first', async () => {
    const older = seed(1_000_00, { created_at: '2026-11-20T00:00:00Z' });
    const newer = seed(2_000_00, { created_at: '2026-11-24T00:00:00Z' });

    const charges = await opn.recentCharges(500);

    assert.deepEqual(
      charges.map((charge) => charge.id),
      [newer, older],
    );
  });

  it('makes a partial refund that carries its metadata', async () => {
    const id = seed();

    const refund = await opn.refund(id, { amount: 30_000, metadata: { tenban: 'key-1' } });

    assert.equal(refund.charge, id);
    assert.deepEqual(refund.amount, { amount: 30_000, currency: 'THB' });
    assert.equal(refund.voided, false);
    assert.deepEqual((await opn.refunds(id))[0]?.metadata, { tenban: 'key-1' });
  });

  it('makes a full refund before settlement a void', async () => {
    const id = seed();

    const refund = await opn.refund(id, { amount: 100_000, metadata: {} });

    assert.equal(refund.voided, true);
    assert.equal((await opn.charge(id))?.voided, true);
  });

  it('reads all refunds of a charge', async () => {
    const id = seed();
    for (let count = 0; count < 15; count += 1) simulator.refundInDashboard(id, 100);

    const refunds = await opn.refunds(id);

    assert.equal(refunds.length, 15);
    assert.equal((await opn.charge(id))?.partialRefundsLeft, 0);
  });

  it('captures all of an authorisation', async () => {
    const id = seed(80_000, { capture: false });

    const charge = await opn.capture(id);

    assert.equal(charge.status, 'successful');
    assert.deepEqual(charge.captured, { amount: 80_000, currency: 'THB' });
  });

  it('captures a part of a pre-authorisation', async () => {
    const id = seed(80_000, { capture: false, authorization_type: 'pre_auth' });

    const charge = await opn.capture(id, 30_000);

    assert.deepEqual(charge.captured, { amount: 30_000, currency: 'THB' });
    assert.deepEqual(charge.authorizedAmount, { amount: 80_000, currency: 'THB' });
  });

  it('releases an authorisation', async () => {
    const id = seed(80_000, { capture: false });

    const charge = await opn.reverse(id);

    assert.equal(charge.status, 'reversed');
    assert.equal(charge.reversedAt, '2026-11-25T03:00:00Z');
  });

  it('reads the account', async () => {
    const account = await opn.account();

    assert.deepEqual(account, {
      id: SHOP.account,
      livemode: false,
      country: 'TH',
      currency: 'THB',
    });
  });
});

describe('a refund that fails', () => {
  const cases: {
    when: string;
    fault: Fault;
    effect: Effect;
    code: string;
    refunds: number;
    retryAfter?: number;
  }[] = [
    {
      when: 'the answer is lost',
      fault: { kind: 'drop-answer' },
      effect: 'unknown',
      code: 'network',
      refunds: 1,
    },
    {
      when: 'the connection breaks first',
      fault: { kind: 'drop-request' },
      effect: 'unknown',
      code: 'network',
      refunds: 0,
    },
    {
      when: 'Opn breaks and nothing happened',
      fault: { kind: '500' },
      effect: 'unknown',
      code: 'backend_error',
      refunds: 0,
    },
    {
      when: 'Opn breaks after it happened',
      fault: { kind: '500', effect: true },
      effect: 'unknown',
      code: 'backend_error',
      refunds: 1,
    },
    {
      when: "a proxy answers in Opn's place",
      fault: { kind: '503' },
      effect: 'unknown',
      code: 'http_503',
      refunds: 0,
    },
    {
      when: 'there were too many requests',
      fault: { kind: '429' },
      effect: 'none',
      code: 'too_many_requests',
      refunds: 0,
    },
    {
      when: 'there were too many requests and Opn says how long to wait',
      fault: { kind: '429', retryAfter: 7 },
      effect: 'none',
      code: 'too_many_requests',
      refunds: 0,
      retryAfter: 7000,
    },
  ];
  for (const { when, fault, effect, code, refunds, retryAfter } of cases) {
    it(`has the effect "${effect}" when ${when}`, async () => {
      const id = seed();
      simulator.faults.set(fault);

      const problem = await problemOf(opn.refund(id, { amount: 100, metadata: {} }));

      assert.equal(problem.effect, effect);
      assert.equal(problem.code, code);
      assert.equal(problem.retryAfter, retryAfter);
      assert.equal(simulator.refundsOf(id).length, refunds);
    });
  }

  for (const happened of [true, false]) {
    it(`has the effect "unknown" after a time-out that ${happened ? 'hides the effect' : 'nothing came of'}`, async () => {
      const id = seed();
      simulator.faults.set({ kind: 'hang', ms: 60_000, effect: happened });
      const impatient = connect({ write: 100 });

      const problem = await problemOf(impatient.refund(id, { amount: 100, metadata: {} }));

      assert.equal(problem.effect, 'unknown');
      assert.equal(problem.code, 'timeout');
      assert.equal(simulator.refundsOf(id).length, happened ? 1 : 0);
    });
  }

  it('is never sent twice', async () => {
    const id = seed();
    simulator.faults.set({ kind: '500' });

    await problemOf(opn.refund(id, { amount: 100, metadata: {} }));

    assert.equal(simulator.requests.length, 1);
  });

  it('has the effect "none" when nobody listens', async () => {
    const unreachable = connect({ baseURL: await freeAddress() });

    const problem = await problemOf(unreachable.refund('chrg_test_1', { amount: 1, metadata: {} }));

    assert.equal(problem.effect, 'none');
    assert.equal(problem.code, 'network');
  });

  it('has the effect "unknown" when the answer to it cannot be read', async () => {
    const id = seed();
    const strange = await strangeServer('{"object":"refund"}');

    const problem = await problemOf(
      connect({ baseURL: strange.url }).refund(id, { amount: 1, metadata: {} }),
    );
    strange.close();

    assert.equal(problem.effect, 'unknown');
    assert.equal(problem.code, 'unreadable_answer');
  });

  it("is refused with Opn's own code and words", async () => {
    const id = seed();

    const problem = await problemOf(opn.refund(id, { amount: 100_001, metadata: {} }));

    assert.equal(problem.effect, 'refused');
    assert.equal(problem.status, 400);
    assert.equal(problem.code, 'failed_refund');
    assert.equal(problem.words, 'amount exceeds the refundable amount');
  });

  it('is refused when the charge is not there', async () => {
    const problem = await problemOf(opn.refund('chrg_test_1', { amount: 100, metadata: {} }));

    assert.equal(problem.effect, 'refused');
    assert.equal(problem.code, 'not_found');
  });

  it('is refused when the key is wrong', async () => {
    const id = seed();
    const stranger = connect({ secretKey: 'skey_test_wrong' });

    const problem = await problemOf(stranger.refund(id, { amount: 100, metadata: {} }));

    assert.equal(problem.effect, 'refused');
    assert.equal(problem.status, 401);
    assert.equal(problem.code, 'authentication_failure');
  });
});

describe('a read that fails', () => {
  it('is tried again', async () => {
    const id = seed();
    simulator.faults.set({ kind: 'drop-answer', times: 1 });

    const charge = await opn.charge(id);

    assert.equal(charge?.id, id);
    assert.equal(simulator.requests.length, 2);
  });

  it("is not taken for a missing charge when a stranger's page says 404", async () => {
    const strange = await strangeServer('<html>404</html>', '404 Not Found');

    const problem = await problemOf(connect({ baseURL: strange.url }).charge('chrg_test_1'));
    strange.close();

    assert.equal(problem.code, 'http_404');
  });
});

describe('the secret key', () => {
  const faults: Fault[] = [
    { kind: 'drop-answer' },
    { kind: 'drop-request' },
    { kind: '429' },
    { kind: '500' },
    { kind: '503' },
  ];
  for (const fault of faults) {
    it(`is in no error and no log line after ${fault.kind}`, async () => {
      const id = seed();
      simulator.faults.set(fault);

      const problem = await problemOf(opn.refund(id, { amount: 100, metadata: {} }));

      const said = [...everythingIn(problem), ...lines].join('\n');
      assert.ok(lines.length > 0);
      assert.ok(!said.includes(KEY));
      assert.ok(!said.includes(ENCODED));
      assert.ok(!/authorization/i.test(said));
    });
  }

  it('is in no error when it is refused', async () => {
    const secretKey = 'skey_test_wrong';
    const id = seed();

    const problem = await problemOf(connect({ secretKey }).charge(id));

    const said = everythingIn(problem).join('\n');
    assert.ok(!said.includes(secretKey));
    assert.ok(!said.includes(Buffer.from(`${secretKey}:`).toString('base64')));
  });
});

/** Every text an error carries, along its chain of causes. */
function everythingIn(error: unknown): string[] {
  if (!(error instanceof Error)) return [JSON.stringify(error) ?? ''];
  const own = Object.getOwnPropertyNames(error).filter((name) => name !== 'cause');
  const values = own.map((name) => JSON.stringify(Reflect.get(error, name)) ?? '');
  return [String(error), JSON.stringify(error), ...values, ...everythingIn(error.cause)];
}

async function freeAddress(): Promise<string> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  assert.ok(address !== null && typeof address === 'object');
  return `http://127.0.0.1:${address.port}`;
}

/** Answers everything with the same words. */
async function strangeServer(
  body: string,
  status = '200 OK',
): Promise<{ url: string; close(): void }> {
  const answer = `HTTP/1.1 ${status}\r\ncontent-length: ${body.length}\r\nconnection: close\r\n\r\n${body}`;
  const strange = createServer((socket) => {
    socket.once('data', () => socket.end(answer));
    socket.on('error', () => socket.destroy());
  }).listen(0, '127.0.0.1');
  await once(strange, 'listening');
  const address = strange.address();
  assert.ok(address !== null && typeof address === 'object');
  return { url: `http://127.0.0.1:${address.port}`, close: () => strange.close() };
}
