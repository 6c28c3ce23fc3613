import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { ReceiptDraft } from '../../../src/clients/peak/payload.ts';
import { createReceipts } from '../../../src/clients/peak/receipts.ts';

const DRAFT: ReceiptDraft = {
  reference: 'page365:1',
  code: null,
  issued: '2026-02-07',
  contact: { id: '', code: 'PG365' },
  tags: [],
  remark: '',
  taxInvoice: true,
  vat: 'inclusive',
  discount: 0,
  lines: [],
  payment: { date: '2026-02-07', method: { id: 'm', code: '' }, amount: 0 },
};
const MADE = { resCode: '200', resDesc: 'Success', id: 'r1', code: 'RT-1' };

/** What becomes of two receipts when PEAK answers so. */
async function outcomesOf(answer: unknown): Promise<string[]> {
  const calling = { get: async () => null, post: async () => answer };
  const outcomes = await createReceipts(calling, [DRAFT, DRAFT]);
  return outcomes.map((outcome) => ('made' in outcome ? outcome.made.id : outcome.error.effect));
}

describe('an answer to new receipts', () => {
  it('is believed where wrapper and item say success', async () => {
    const rows = { PeakReceipts: { resCode: '200', receipts: [MADE, { ...MADE, id: 'r2' }] } };
    const lower = {
      peakReceipts: { receipts: [MADE, { ...MADE, receiptCode: 'RT-2', id: 'r2' }] },
    };

    assert.deepEqual(await outcomesOf(rows), ['r1', 'r2']);
    assert.deepEqual(await outcomesOf(lower), ['r1', 'r2']);
  });

  it('leaves everything open when rows are missing', async () => {
    const answers = [
      { PeakReceipts: { resCode: '200', receipts: [MADE] } },
      { PeakReceipts: { resCode: '200' } },
      '<html>Gateway</html>',
      null,
    ];

    for (const answer of answers)
      assert.deepEqual(await outcomesOf(answer), ['unknown', 'unknown'], JSON.stringify(answer));
  });

  it('leaves open an item whose success the wrapper or the missing id belies', async () => {
    const belied = { PeakReceipts: { resCode: '400', receipts: [MADE, { resCode: '400' }] } };
    const nameless = { PeakReceipts: { resCode: '200', receipts: [MADE, { resCode: '200' }] } };

    assert.deepEqual(await outcomesOf(belied), ['unknown', 'refused']);
    assert.deepEqual(await outcomesOf(nameless), ['r1', 'unknown']);
  });
});
