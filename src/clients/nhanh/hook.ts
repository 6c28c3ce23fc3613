import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { Id, Words } from '../../lib/loose.ts';
import { NhanhOrder } from './order.ts';
import { NhanhProduct, NhanhStock } from './product.ts';

/**
 * What a webhook says. It is a hint: there is no signature over it, it may come late, twice or not at all, so the API is
 * read again before anything is written. https://apidocs.nhanh.vn/v3/webhooks/webhooks
 */
export type NhanhHook =
  /** Sent when webhooks are switched on, and again to see whether we are well: the answer is always 200. */
  | { kind: 'probe' }
  | { kind: 'product'; change: 'added' | 'changed'; product: NhanhProduct }
  | { kind: 'order'; change: 'added' | 'changed' | 'partly-returned'; order: NhanhOrder }
  | { kind: 'gone'; what: 'product' | 'order'; ids: string[] }
  | { kind: 'stock'; products: NhanhStock[] }
  | { kind: 'uninstalled' }
  | { kind: 'other'; event: string };

/** `business` is null for probes, which belong to the app. */
export type ReadHook = { business: string | null; hook: NhanhHook };
/** `version-2`: signed as API 2.0 does it, so the app's webhooks have to be set to version 3.0. */
export type HookCheck = 'genuine' | 'forged' | 'version-2';

const Envelope = z.object({
  event: z.string().min(1),
  businessId: Words,
  webhooksVerifyToken: z.string().optional(),
  data: z.unknown().optional(),
});

/** Whether the sender knows the verify token: in the header, in API 2.0 in the body. */
export function checkHook(
  body: Uint8Array,
  { authorization, verifyToken }: { authorization: string | null; verifyToken: string },
): HookCheck {
  if (same(authorization ?? '', verifyToken)) return 'genuine';
  const envelope = Envelope.safeParse(jsonOf(body));
  const inside = envelope.success ? envelope.data.webhooksVerifyToken : undefined;
  return same(inside ?? '', verifyToken) ? 'version-2' : 'forged';
}

/** Reads a webhook of version 3.0; null for what is none. */
export function readHook(body: Uint8Array): ReadHook | null {
  const envelope = Envelope.safeParse(jsonOf(body));
  if (!envelope.success) return null;
  const { event, businessId, data } = envelope.data;
  const hook = readers[event]?.safeParse(data) ?? null;
  if (hook === null) return { business: businessId, hook: { kind: 'other', event } };
  return hook.success ? { business: businessId, hook: hook.data } : null;
}

/** Deletions are lists of ids, and may be maps of them. */
const Ids = z
  .union([z.array(Id), z.record(z.string(), Id), Id.transform((id) => [id])])
  .transform((ids) => Object.values(ids));

const readers: Readonly<Record<string, z.ZodType<NhanhHook>>> = {
  webhooksEnabled: z.unknown().transform(() => ({ kind: 'probe' as const })),
  appUninstalled: z.unknown().transform(() => ({ kind: 'uninstalled' as const })),
  productAdd: productHook('added'),
  productUpdate: productHook('changed'),
  productDelete: goneHook('product'),
  orderAdd: orderHook('added'),
  orderUpdate: orderHook('changed'),
  orderPartialReturn: orderHook('partly-returned'),
  orderDelete: goneHook('order'),
  inventoryChange: z
    .union([z.array(NhanhStock), z.record(z.string(), NhanhStock)])
    .transform((products) => ({ kind: 'stock' as const, products: Object.values(products) })),
};

function productHook(change: 'added' | 'changed') {
  return NhanhProduct.transform((product) => ({
    kind: 'product' as const,
    change,
    product,
  }));
}

function orderHook(change: 'added' | 'changed' | 'partly-returned') {
  return NhanhOrder.transform((order) => ({ kind: 'order' as const, change, order }));
}

function goneHook(what: 'product' | 'order') {
  return Ids.transform((ids) => ({ kind: 'gone' as const, what, ids }));
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return null;
  }
}

function same(given: string, wanted: string): boolean {
  const [left, right] = [Buffer.from(given), Buffer.from(wanted)];
  return wanted !== '' && left.length === right.length && timingSafeEqual(left, right);
}
