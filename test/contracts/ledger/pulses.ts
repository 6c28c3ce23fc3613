import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { PulseRow } from '../../../src/core/pulse.ts';
import type { OpenLedger } from '../ledger.ts';

function pulseRow(change: Partial<PulseRow> = {}): PulseRow {
  return {
    connection: 'c-1',
    shop: 'baan-suan',
    okAt: null,
    failedAt: null,
    code: null,
    ...change,
  };
}

export function pulseContract(open: OpenLedger): void {
  it('keeps the last success beside the last failure', async (t) => {
    const ledger = await open(t);

    await ledger.write((tx) => tx.pulses.put(pulseRow({ okAt: 1_000 })));
    await ledger.write((tx) => tx.pulses.put(pulseRow({ failedAt: 2_000, code: 'timeout' })));
    await ledger.write((tx) => tx.pulses.put(pulseRow({ okAt: 3_000 })));

    assert.deepEqual(await ledger.pulses.list('baan-suan'), [
      pulseRow({ okAt: 3_000, failedAt: 2_000, code: 'timeout' }),
    ]);
  });

  it('is not turned back by what arrives late', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.pulses.put(pulseRow({ okAt: 3_000 })));
    await ledger.write((tx) => tx.pulses.put(pulseRow({ failedAt: 5_000, code: 'network' })));

    await ledger.write((tx) => tx.pulses.put(pulseRow({ okAt: 1_000 })));
    await ledger.write((tx) => tx.pulses.put(pulseRow({ failedAt: 4_000, code: 'timeout' })));

    assert.deepEqual(await ledger.pulses.list('baan-suan'), [
      pulseRow({ okAt: 3_000, failedAt: 5_000, code: 'network' }),
    ]);
  });

  it('shows a shop its own connections', async (t) => {
    const ledger = await open(t);
    await ledger.write((tx) => tx.pulses.put(pulseRow({ okAt: 1_000 })));
    await ledger.write((tx) =>
      tx.pulses.put(pulseRow({ connection: 'c-2', shop: 'rival', okAt: 2 })),
    );

    const mine = await ledger.pulses.list('baan-suan');

    assert.deepEqual(
      mine.map(({ connection }) => connection),
      ['c-1'],
    );
  });

  it('ends at the latest of many written at once', async (t) => {
    const ledger = await open(t);
    const times = Array.from({ length: 30 }, (_, index) => ((index * 7) % 30) + 1);

    await Promise.all(times.map((okAt) => ledger.write((tx) => tx.pulses.put(pulseRow({ okAt })))));

    assert.equal((await ledger.pulses.list('baan-suan'))[0]?.okAt, 30);
  });
}
