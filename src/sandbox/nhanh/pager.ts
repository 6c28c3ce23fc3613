import { z } from 'zod';
import { failed, type Failure, okAnswer } from './answers.ts';
import type { NhanhRules } from './rules.ts';

const Ids = z.array(z.coerce.number()).max(100).optional();
const Seconds = z.number().optional();

/** What a list is asked. */
export const Asked = z.object({
  filters: z.preprocess(
    (filters) => (Array.isArray(filters) ? {} : filters),
    z
      .object({
        ids: Ids,
        updatedAtFrom: Seconds,
        updatedAtTo: Seconds,
        createdAtFrom: Seconds,
        createdAtTo: Seconds,
        fromDate: z.iso.date().optional(),
        toDate: z.iso.date().optional(),
        mobile: z.string().optional(),
        customerMobile: z.string().optional(),
        shippingAddress: z.object({ mobile: z.string().optional() }).optional(),
        modes: z.array(z.number()).optional(),
        type: z.number().optional(),
      })
      .default({}),
  ),
  paginator: z
    .object({
      size: z.number().int().min(1).max(100).default(50),
      next: z.strictObject({ id: z.number(), at: z.string() }).nullish(),
    })
    .default({ size: 50 }),
});
export type Asked = z.infer<typeof Asked>;
export type Row = { id: number };

type Viewed = { asked: Asked; view: (id: string) => object };

/** Cursors are for the list that gave them. A page may be short though more follow. */
export function createPager({ shortEvery }: NhanhRules) {
  let pages = 0;
  return (action: string, found: Row[], { asked, view }: Viewed): Response | Failure => {
    const { size, next } = asked.paginator;
    if (next && next.at !== action) return failed('ERR_INVALID_DATA', 'invalid next');
    pages += 1;
    const isShort = shortEvery > 0 && pages % shortEvery === 0;
    const rows = found
      .filter(({ id }) => !next || id < next.id)
      .toSorted((one, other) => other.id - one.id);
    const page = rows.slice(0, isShort ? Math.ceil(size / 2) : size);
    const last = page.at(-1);
    const more = last !== undefined && rows.length > page.length;
    const cursor = more ? { id: last.id, at: action } : null;
    return okAnswer(
      page.map(({ id }) => view(String(id))),
      { next: cursor },
    );
  };
}
