import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createCrossMall, PAGE } from '../../../src/clients/crossmall/client.ts';
import { createCrossMallSimulator } from '../../../src/sandbox/crossmall/simulator.ts';
import type { Fetch } from '../../../src/sandbox/web/serve.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { inMemory } from '../../support/in-memory.ts';
import { recordingLog } from '../../support/log.ts';
import { problemOf } from '../../support/problem-of.ts';

const ACCOUNT = { account: 'ill', key: 'mXCTpnoA' };

function open(change: { key?: string; fetch?: Fetch } = {}) {
  const clock = createFakeClock();
  const phases = ['発送待ち', '発送完了 A&B'];
  const simulator = createCrossMallSimulator({ clock, ...ACCOUNT, phases });
  const { log, lines } = recordingLog();
  const client = createCrossMall({
    baseURL: 'https://crossmall.test',
    ...ACCOUNT,
    ...(change.key !== undefined && { key: change.key }),
    clock,
    log,
    observe: () => undefined,
    pace: 0,
    adapter: inMemory(change.fetch ?? simulator.fetch),
  });
  return { simulator, client, lines };
}

const answering = (body: string, status = 200): { fetch: Fetch } => ({
  fetch: async () => new Response(body, { status }),
});

function answer(root: string, inner: string): string {
  return `<${root}><ResultSet TotalResult="1">${inner}</ResultSet></${root}>`;
}

describe('the CROSS MALL client', () => {
  it('reads the orders of a phase page by page, by their number', async () => {
    const { simulator, client } = open();
    const numbers = Array.from({ length: PAGE + 3 }, (_, at) => String(10_000_103 - at));
    for (const number of numbers) simulator.seed({ number, phase: '発送待ち' });
    simulator.seed({ number: '10000900', phase: '発送完了 A&B' });

    const first = await client.inPhase('発送待ち', null);
    const second = await client.inPhase('発送待ち', first.at(-1)?.number ?? null);

    assert.deepEqual(
      [...first, ...second].map(({ number }) => number),
      numbers.toReversed(),
    );
    assert.deepEqual([first.length, second.length], [PAGE, 3]);
  });

  it('reads what the rules ask about an order', async () => {
    const { simulator, client } = open();
    simulator.seed({
      number: '10000001',
      mallNumber: '0700000123',
      phase: '発送待ち',
      shipDate: '',
      bundledInto: '10000002',
      management: 'held',
    });

    const order = await client.order('10000001');

    assert.equal(order?.mallNumber, '0700000123');
    assert.deepEqual(
      [order?.shipDate, order?.parent, order?.management],
      [null, '10000002', 'held'],
    );
  });

  it('takes a bundled order that names itself for the parent', async () => {
    const row =
      '<Result No="1"><order_number>1</order_number><bundle_flag>1</bundle_flag><bundle_ahead_number>1</bundle_ahead_number></Result>';
    const status = '<ResultStatus><GetStatus>success</GetStatus><Message/></ResultStatus>';
    const { client } = open(answering(answer('GetOrder', status + row)));

    const order = await client.order('1');

    assert.equal(order?.parent, null);
  });

  it('has null for an order that is not there', async () => {
    const { client } = open();

    assert.equal(await client.order('10000009'), null);
  });

  it('finds every slip of a split order', async () => {
    const { simulator, client } = open();
    for (const number of ['10000001', '10000002']) simulator.seed({ number, mallNumber: '7' });

    const slips = await client.ofMall('7');

    assert.equal(slips.length, 2);
  });

  it('moves an order to a phase whose name has signs of its own', async () => {
    const { simulator, client } = open();
    simulator.seed({ number: '10000001', phase: '発送待ち' });

    await client.move('10000001', '発送完了 A&B');

    assert.equal(simulator.order('10000001').phase, '発送完了 A&B');
  });

  it('passes on what CROSS MALL says when it refuses', async () => {
    const { simulator, client } = open();
    simulator.seed({ number: '10000001' });

    const { effect, code, words } = await problemOf(client.move('10000001', 'nowhere'));

    assert.deepEqual([effect, code], ['refused', 'refused']);
    assert.match(words ?? '', /処理フェーズが存在しません/);
  });

  it('is refused with a wrong key, which no log line holds', async () => {
    const { client, lines } = open({ key: 'wrong-key-1234' });

    const { effect, words } = await problemOf(client.ping());

    assert.equal(effect, 'refused');
    assert.match(words ?? '', /署名/);
    assert.ok(!lines.join('').includes('wrong-key-1234'));
  });

  it('tries a read again and leaves a lost move unknown, sent once', async () => {
    let calls = 0;
    const { client } = open({
      fetch: async () => {
        calls += 1;
        return new Response('<html><body>502 Bad Gateway</body></html>', { status: 502 });
      },
    });

    const read = await problemOf(client.ping());
    const reads = calls;
    const move = await problemOf(client.move('10000001', '発送待ち'));

    assert.deepEqual([read.effect, reads > 1], ['none', true]);
    assert.deepEqual([move.effect, calls - reads], ['unknown', 1]);
  });

  for (const [what, body] of [
    ['a page of HTML', '<html><body>please wait</body></html>'],
    ['an empty body', ''],
  ] as const)
    it(`does not take ${what} for an answer`, async () => {
      const { client } = open(answering(body));

      const read = await problemOf(client.ping());
      const move = await problemOf(client.move('1', '発送待ち'));

      assert.deepEqual([read.code, read.effect], ['unreadable_answer', 'none']);
      assert.deepEqual([move.code, move.effect], ['unreadable_answer', 'unknown']);
    });
});
