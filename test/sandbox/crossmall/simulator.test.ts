import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queryOf, sign } from '../../../src/clients/crossmall/sign.ts';
import { createCrossMallSimulator } from '../../../src/sandbox/crossmall/simulator.ts';
import { createFakeClock } from '../../support/fake-clock.ts';

const KEY = 'mXCTpnoA';

function open() {
  const clock = createFakeClock();
  const crossmall = createCrossMallSimulator({ clock, account: 'ill', key: KEY, phases: ['待ち'] });
  crossmall.seed({ number: '10000001', phase: '待ち' });
  const fetch = async (pathAndQuery: string): Promise<string> => {
    const answer = await crossmall.fetch(new Request(`http://cm.test/webapi2/${pathAndQuery}`));
    return answer.text();
  };
  const ask = (name: string, params: Record<string, string> = {}): Promise<string> =>
    fetch(`${name}?${sign(queryOf({ account: 'ill', ...params }), KEY)}`);
  return { crossmall, ask, fetch };
}

describe('the simulator of CROSS MALL', () => {
  it('checks the signature over the query as it was sent, whatever its order', async () => {
    const { fetch } = open();
    const right = sign('order_number=10000001&condition=0&account=ill', KEY);

    const good = await fetch(`get_order?${right}`);
    const sorted = await fetch(
      `get_order?account=ill&condition=0&order_number=10000001&${right.split('&').at(-1)}`,
    );

    assert.match(good, /<GetStatus>success/);
    assert.match(sorted, /<GetStatus>error.*署名/);
  });

  it('refuses an address that is not allowed', async () => {
    const { crossmall, ask } = open();
    crossmall.allow(false);

    assert.match(await ask('get_phase'), /<GetStatus>error.*接続元IPアドレス/);
  });

  it('gives a hundred rows, and the next behind the last number', async () => {
    const { crossmall, ask } = open();
    for (let at = 2; at <= 120; at += 1)
      crossmall.seed({ number: String(10_000_000 + at), phase: '待ち' });

    const first = await ask('get_order', { phase_name: '待ち' });
    const rest = await ask('get_order', { order_number: '10000100', condition: '1' });

    assert.deepEqual([rowsOf(first), rowsOf(rest)], [100, 20]);
  });

  it('gives the details of a parent only', async () => {
    const { crossmall, ask } = open();
    crossmall.seed({ number: '10000002', bundledInto: '10000001' });

    assert.match(await ask('get_order_detail', { order_number: '10000002' }), /error.*同梱子/);
    assert.equal(rowsOf(await ask('get_order_detail', { order_number: '10000001' })), 1);
  });

  it('refuses a phase it does not have and an order it does not have', async () => {
    const { crossmall, ask } = open();

    const phase = await ask('upd_order_phase', {
      order_number: '10000001',
      after_phase_name: 'nowhere',
    });
    const order = await ask('upd_order_phase', { order_number: '9', after_phase_name: '待ち' });

    assert.match(phase, /<UpdStatus>error.*処理フェーズ/);
    assert.match(order, /<UpdStatus>error.*注文/);
    assert.deepEqual(crossmall.moves, []);
  });
});

function rowsOf(xml: string): number {
  return xml.match(/<Result No=/g)?.length ?? 0;
}
