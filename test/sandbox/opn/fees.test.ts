import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { feesOf, rateText } from '../../../src/sandbox/opn/fees.ts';
import { recorded, skip } from '../../clients/opn/recordings.ts';

describe('feesOf', () => {
  for (const [base, rate, fee, vat, net] of [
    [100_000, 365, 3650, 256, 96_094],
    [50_000, 365, 1825, 128, 48_047],
    [31_000, 365, 1132, 79, 29_789],
    [67_405, 365, 2460, 172, 64_773],
    [20_000, 165, 330, 23, 19_647],
    [67_405, 0, 0, 0, 67_405],
  ] as const) {
    it(`leaves ${net} of ${base} at ${rateText(rate)} %`, () => {
      const fees = feesOf(base, rate);

      assert.deepEqual(fees, { fee, fee_vat: vat, net });
    });
  }

  it('reproduces every recorded charge', { skip }, () => {
    const charges = recorded('charge').map(({ body }) => body);

    const differing = charges.filter((charge) => {
      const base = Number(
        charge['paid'] ? (charge['captured_amount'] ?? charge['amount']) : charge['amount'],
      );
      const [rate, vat] = ratesOf(charge['transaction_fees']);
      const { fee, fee_vat, net } = feesOf(base, rate, vat);
      return fee !== charge['fee'] || fee_vat !== charge['fee_vat'] || net !== charge['net'];
    });

    assert.ok(charges.length > 0);
    assert.deepEqual(
      differing.map((charge) => charge['id']),
      [],
    );
  });
});

function ratesOf(fees: unknown): [rate: number, vat: number] {
  assert.ok(typeof fees === 'object' && fees !== null && 'fee_rate' in fees && 'vat_rate' in fees);
  return [hundredths(fees.fee_rate), hundredths(fees.vat_rate)];
}

function hundredths(text: unknown): number {
  return Math.round(Number(text) * 100);
}
