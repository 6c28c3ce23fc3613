import { z } from 'zod';
import type { Peak } from '../../clients/peak/client.ts';
import type { ReceiptDraft } from '../../clients/peak/payload.ts';
import type { Receipt } from '../../clients/peak/schema.ts';
import type { Operation } from '../../core/operation.ts';
import { text } from '../../core/text.ts';

const Made = z.object({ id: z.string(), code: z.string(), link: z.string() });
export type Made = z.infer<typeof Made>;
const Contact = z.object({ id: z.string(), code: z.string() });

type About = { key: string; shop: string; connection: string };

/**
 * Makes a receipt. PEAK has no idempotency key: one with our reference that is not voided is the proof that it was made,
 * and one of another amount is not surely ours. PEAK API reference, POST receipts.
 */
export function receiptOperation(
  peak: Peak,
  draft: ReceiptDraft,
  about: About & { number: string },
): Operation<Made> {
  const { key, shop, connection, number } = about;
  return {
    key,
    kind: 'peak.receipt',
    shop,
    connection,
    subject: number,
    what: text('receipts.operations.receipt', { bill: number }),
    request: { reference: draft.reference, amount: draft.payment.amount },
    result: Made,
    async send() {
      const { id, code, link } = await peak.createReceipt(draft);
      return { id, code, link };
    },
    async find() {
      const found = await standing(peak, draft.reference);
      const [first] = found;
      if (first === undefined) return 'absent';
      const same =
        found.length === 1 && (first.total ?? draft.payment.amount) === draft.payment.amount;
      return same ? { found: madeOf(first) } : 'unsure';
    },
    settle: peak.settle,
  };
}

/** Voids a receipt. What PEAK says of one that was voided before is not known, so it is looked at first. */
export function voidOperation(
  peak: Peak,
  receipt: Pick<Made, 'id' | 'code'>,
  about: About & { number: string },
): Operation<null> {
  const { key, shop, connection, number } = about;
  const isVoid = async (): Promise<boolean> => (await peak.receipt(receipt.id))?.voided ?? false;
  return {
    key,
    kind: 'peak.void',
    shop,
    connection,
    subject: number,
    what: text('receipts.operations.void', { receipt: receipt.code }),
    request: { receipt: receipt.id },
    result: z.null(),
    async send() {
      if (!(await isVoid())) await peak.voidReceipt(receipt.id);
      return null;
    },
    find: async () => ((await isVoid()) ? { found: null } : 'absent'),
    settle: peak.settle,
  };
}

/** Makes the contact that receipts are made out to, once per code. */
export function contactOperation(
  peak: Peak,
  contact: { code: string; name: string },
  { key, shop, connection }: About,
): Operation<z.infer<typeof Contact>> {
  return {
    key,
    kind: 'peak.contact',
    shop,
    connection,
    subject: contact.code,
    what: text('receipts.operations.contact', { name: contact.name }),
    request: { code: contact.code },
    result: Contact,
    async send() {
      const { id, code } = await peak.createContact(contact);
      return { id, code };
    },
    async find() {
      const found = await peak.contactByCode(contact.code);
      return found === null ? 'absent' : { found: { id: found.id, code: found.code } };
    },
    settle: peak.settle,
  };
}

/** Receipts with our reference that count. */
export async function standing(peak: Peak, reference: string): Promise<Receipt[]> {
  return (await peak.receiptsByReference(reference)).filter(({ voided }) => !voided);
}

export function madeOf({ id, code, link }: Receipt): Made {
  return { id, code, link };
}
