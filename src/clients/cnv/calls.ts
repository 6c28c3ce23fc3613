import { z } from 'zod';
import { UpstreamError } from '../../core/errors.ts';
import type { Json } from '../../core/json.ts';
import type { Http } from '../../lib/http.ts';
import { notKnown } from './errors.ts';
import { type CnvWrite, guesses, writes } from './guesses.ts';
import { Written } from './schema.ts';
import { type CnvOptions, createSend } from './send.ts';

export type Page<Row> = { rows: Row[]; next: Json | null };
export type Query = Record<string, string | number>;

export type Calls = {
  get<Data>(
    path: string,
    schema: z.ZodType<Data>,
    about: { name: string; query?: Query },
  ): Promise<Data>;
  /** Rows under `key` or `data`; `next` is the page's number. */
  list<Row>(
    key: 'customers' | 'orders' | 'products',
    row: z.ZodType<Row>,
    about: Listing,
  ): Promise<Page<Row>>;
  /** Adds, or changes the one with this id. Throws `not-known` for what CNV is not known to take. */
  write(what: CnvWrite, about: { id: string | null; body: object }): Promise<{ id: string | null }>;
  remove(id: string): Promise<'removed' | 'absent'>;
  takes(what: CnvWrite): boolean;
};
type Listing = { query: Query; next: Json | null };

/** Calls of CNV's API for one account, as programs in use make them. */
export function createCalls(options: CnvOptions): Calls {
  const send = createSend(options);
  const takes = (what: CnvWrite): boolean =>
    writes[what].value.taken || (options.takes ?? []).includes(what);

  async function get<Data>(
    path: string,
    schema: z.ZodType<Data>,
    { name, query }: { name: string; query?: Query },
  ): Promise<Data> {
    const answer = schema.safeParse(
      await send({ name, method: 'GET', path, ...(query && { query }) }),
    );
    if (answer.success) return answer.data;
    throw unreadable(answer.error);
  }

  return {
    get,
    takes,
    list: (key, row, listing) => listPage(send, { key, row, ...listing }),
    async write(what, { id, body }) {
      if (!takes(what)) throw notKnown(what);
      const { path, taken } = writes[what].value;
      const place = id === null ? path : itemPath(path, id);
      try {
        const method = id === null ? 'POST' : 'PUT';
        return Written.parse(await send({ name: what, method, path: place, body }));
      } catch (error) {
        // An address that was only assumed, and is not there.
        if (!taken && id === null && isNotFound(error)) throw notKnown(what);
        throw error;
      }
    },
    async remove(id) {
      const path = itemPath(writes['product-removal'].value.path, id);
      try {
        await send({ name: 'product-removal', method: 'DELETE', path });
        return 'removed';
      } catch (error) {
        if (isNotFound(error)) return 'absent';
        throw error;
      }
    },
  };
}

/** `/products.json` of one product is `/products/{id}.json`. */
export function itemPath(path: string, id: string): string {
  return path.replace(/\.json$/, `/${encodeURIComponent(id)}.json`);
}

export function isNotFound(error: unknown): boolean {
  return error instanceof UpstreamError && error.code === 'not-found';
}

const PAGES = z.enum(['customers', 'orders', 'products']);
/** Rows stand under their own name or under `data`; whether there are more is said, or seen by a full page. */
const Listed = z.looseObject({
  pagination: z.looseObject({ has_more: z.boolean().optional() }).nullish(),
});

type WantedPage<Row> = Listing & { key: z.infer<typeof PAGES>; row: z.ZodType<Row> };

async function listPage<Row>(
  send: Http,
  { key, row, query, next }: WantedPage<Row>,
): Promise<Page<Row>> {
  const page = next === null ? 1 : z.number().parse(next);
  const limit = guesses.page.value;
  if (page > guesses.pages.value)
    throw new UpstreamError('cnv', { effect: 'refused', code: 'too-wide' });
  const path = guesses.paths.value[key];
  const answer = await send({ name: key, method: 'GET', path, query: { ...query, page, limit } });
  const body = Listed.safeParse(answer);
  if (!body.success) throw unreadable(body.error);
  const rows = z.array(row).safeParse(body.data[key] ?? body.data['data']);
  if (!rows.success) throw unreadable(rows.error);
  const more = body.data.pagination?.has_more ?? rows.data.length >= limit;
  return { rows: rows.data, next: more ? page + 1 : null };
}

function unreadable(cause: unknown): UpstreamError {
  return new UpstreamError('cnv', { effect: 'none', code: 'unreadable_answer', cause });
}
