import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Bill } from '../../../src/clients/page365/schema.ts';
import type { ReceiptDraft } from '../../../src/clients/peak/payload.ts';
import { buildReceipt } from '../../../src/features/receipts/receipt.ts';
import type { Flaw } from '../../../src/sandbox/page365/types.ts';
import { optionsOf } from '../../support/bills.ts';
import { openPage365, openPeak } from '../../support/receipts.ts';

/** Stages are for whoever asks before a receipt is built. */
const REASONS: Partial<Record<Flaw, string>> = {
  'one-satang-short': 'AMOUNT_MISMATCH',
  'no-account': 'NO_PAYMENT_DETAIL',
  'no-paid-date': 'NO_PAYMENT_DETAIL',
  'zero-total': 'ZERO_TOTAL',
  'wrong-total': 'TOTAL_DOES_NOT_ADD_UP',
};

describe('a month of bills', () => {
  it('becomes receipts that PEAK takes, every flaw with its reason', async (t) => {
    const page365 = await openPage365(t);
    const peak = await openPeak(t);
    page365.simulator.seedMonth({ month: '2026-01', bills: 400, bad: 0.2, seed: 3 });
    const contact = await peak.client.createContact({ code: 'PG365', name: 'Page365' });
    const [first, second] = await peak.client.paymentMethods();
    assert.ok(first !== undefined && second !== undefined);
    const options = optionsOf({ paymentMethods: { '7': first, '8': second } });

    const bills: Bill[] = [];
    for (let after: string | null = null, more = true; more; more = after !== null) {
      const page = await page365.client.bills({ from: '2026-01-01', to: '2026-01-31' }, after);
      bills.push(...page.bills);
      after = page.next;
    }
    const drafts: ReceiptDraft[] = [];
    for (const bill of bills) {
      const built = buildReceipt({ bill, options, contact, shippedSeen: null });
      const flaw = page365.simulator.flawOf(bill.number);
      const reason = 'refusal' in built ? built.refusal.reason : undefined;
      assert.equal(reason, flaw === null ? undefined : REASONS[flaw], `${bill.number} ${flaw}`);
      if ('receipt' in built) drafts.push(built.receipt);
    }
    const outcomes = [];
    for (let at = 0; at < drafts.length; at += 20)
      outcomes.push(...(await peak.client.createReceipts(drafts.slice(at, at + 20))));

    assert.equal(bills.length, 400);
    assert.ok(outcomes.every((outcome) => 'made' in outcome));
    assert.deepEqual(
      peak.simulator.receipts().map(({ reference, total }) => [reference, total]),
      drafts.map(({ reference, payment }) => [reference, payment.amount]),
    );
  });
});
