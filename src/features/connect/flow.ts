import { z } from 'zod';
import type { Connecting } from '../../core/connecting.ts';
import { Identity, Locale } from '../../core/settings.ts';
import { READS } from './rights.ts';

const MINUTE = 60_000;
/** How long the link from the chat may be opened, and how long everything after it may take. Milliseconds. */
export const LINK_LASTS = 15 * MINUTE;
export const FLOW_LASTS = 60 * MINUTE;
/** A link that is over is known for a while, to say so. */
export const LINK_KNOWN = 24 * 60 * MINUTE;
/** How long the code on the page may be typed, and how many wrong ones end it. */
export const CODE_LASTS = 15 * MINUTE;
export const MOST_WRONG = 5;

/** What Nhanh granted, before anybody confirmed it. `token` is cipher text. */
const Granted = z.object({
  business: z.string(),
  token: z.string(),
  expiresAt: z.number().nullable(),
  /** What it does not let Tenban read. */
  refused: z.array(z.enum(READS)).default([]),
  /** The fingerprint of the access code that brought it. */
  by: z.string(),
  /** What is kept of the code on the page, and until when it counts. */
  code: z.string(),
  until: z.number(),
});
export type Granted = z.infer<typeof Granted>;

/** How far the connecting of a shop is. Times in epoch ms, secrets as cipher text. */
export const Flow = z.object({
  id: z.string(),
  shop: z.string(),
  /** Who asked, and from which account. */
  person: z.string(),
  to: Identity,
  locale: Locale,
  since: z.number(),
  until: z.number(),
  /** The account at CNV Loyalty, as the redirect address names it. */
  accountId: z.string(),
  /** Of the app at open.nhanh.vn; null until the page was filled in. */
  app: z
    .object({
      id: z.string(),
      secretKey: z.string(),
      verifyToken: z.string(),
      /** When it was filled in. */
      at: z.number(),
      /** The day since when CNV's own connector does not run, as an ISO date. */
      off: z.string(),
    })
    .nullable(),
  /** Fingerprints of access codes that were taken to Nhanh. */
  codes: z.array(z.string()),
  granted: Granted.nullable(),
  /** What CNV gave; `token` is cipher text. */
  hub: z.object({ token: z.string(), expiresAt: z.number() }).nullable(),
  wrong: z.number(),
  /** It is settings now, and only the page's steps are of use. */
  kept: z.boolean(),
});
export type Flow = z.infer<typeof Flow>;

/** What an address leads to: a flow, as long as it is the shop's. */
const Pointer = z.object({ shop: z.string(), flow: z.string() });
export type Pointer = z.infer<typeof Pointer>;

const Link = Pointer.extend({ until: z.number(), used: z.boolean() });
export type Link = z.infer<typeof Link>;

export const keys = {
  flow: (shop: string) => `flow:${shop}`,
  link: (fingerprint: string) => `link:${fingerprint}`,
  page: (fingerprint: string) => `page:${fingerprint}`,
  /** Where Nhanh leads back to. */
  back: (app: string, account: string) => `back:${app}/${account}`,
  app: (app: string) => `app:${app}`,
  account: (account: string) => `account:${account}`,
  hub: (fingerprint: string) => `hub:${fingerprint}`,
} as const;

/** The flow of a shop; null when nobody connects it, or one is over. */
export async function flowOf(connecting: Connecting, shop: string): Promise<Flow | null> {
  return Flow.nullable().parse(await connecting.read(keys.flow(shop)));
}

/** The flow behind an address; null when it is over or another one took its place. */
export async function flowBehind(connecting: Connecting, key: string): Promise<Flow | null> {
  const pointer = Pointer.nullable().parse(await connecting.read(key));
  const flow = pointer && (await flowOf(connecting, pointer.shop));
  return flow?.id === pointer?.flow ? flow : null;
}

export async function linkBehind(connecting: Connecting, token: string): Promise<Link | null> {
  const key = keys.link(connecting.fingerprint(token));
  return Link.nullable().parse(await connecting.read(key));
}

/** True for the first who does something with a link. */
export async function useLink(connecting: Connecting, token: string): Promise<boolean> {
  let first = false;
  await connecting.change(keys.link(connecting.fingerprint(token)), (current) => {
    const link = Link.nullable().parse(current);
    first = link?.used === false;
    return link && { payload: { ...link, used: true }, until: link.until + LINK_KNOWN };
  });
  return first;
}

/** Has an address lead to a flow as long as that lasts. */
export async function pointTo(connecting: Connecting, key: string, flow: Flow): Promise<void> {
  const payload: Pointer = { shop: flow.shop, flow: flow.id };
  await connecting.change(key, () => ({ payload, until: flow.until }));
}

/** Changes a flow unless another one took its place meanwhile; null then. */
export async function changeFlow(
  connecting: Connecting,
  { id, shop }: Pick<Flow, 'id' | 'shop'>,
  change: (flow: Flow) => Flow,
): Promise<Flow | null> {
  const after = await connecting.change(keys.flow(shop), (current) => {
    const flow = Flow.nullable().parse(current);
    if (flow === null) return null;
    const next = flow.id === id ? change(flow) : flow;
    return { payload: next, until: next.until };
  });
  const flow = Flow.nullable().parse(after);
  return flow?.id === id ? flow : null;
}

/** Where a secret of a flow opens. */
export function placeOf({ id }: Pick<Flow, 'id'>, name: string): { owner: string; name: string } {
  return { owner: `connecting:${id}`, name };
}

/** A secret of a flow in plain. Throws when the key it was sealed with is gone. */
export function openSecret(
  connecting: Connecting,
  flow: Flow,
  { name, sealed }: { name: string; sealed: string },
): string {
  const plain = connecting.open(sealed, placeOf(flow, name));
  if (plain === null) throw new Error(`the ${name} of a flow does not open: connect again`);
  return plain;
}
