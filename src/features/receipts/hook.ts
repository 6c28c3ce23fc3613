import type { Page365 } from '../../clients/page365/client.ts';
import type { Heard, Hook } from '../../core/hook.ts';
import { isSynced } from './connections.ts';
import { hinted } from './hint.ts';

const OK = { answer: { status: 200, body: '' } } as const satisfies Heard;

/**
 * Webhooks of Page365, of all shops at one address; the merchant token in the body says whose. Nothing they say of a bill is
 * believed: it is read again. Page365 API reference, Webhooks.
 */
export const page365Hook: Hook = {
  source: 'page365',
  path: '/page365/webhook',
  async read({ body, headers }, { settings, client, now }) {
    const signature = headers.get('x-hub-signature') ?? '';
    for (const { system, shop: id } of await settings.list('connections')) {
      const shop = system === 'page365' ? await settings.get('shops', id) : null;
      if (shop === null) continue;
      const heard = await asPage365(await client(shop, 'page365')).hear(body, signature);
      if (heard === null) continue;
      const books = (await settings.list('connections')).find(
        (each) => each.shop === id && each.system === 'peak',
      );
      if (heard.bill === null || books === undefined || !isSynced(books)) return OK;
      const place = { connection: books.id, shop: id };
      return {
        ...OK,
        marks: [hinted(place, heard.bill, now.epochMilliseconds)],
        cycles: [{ kind: 'receipts.hints', ...place }],
      };
    }
    return null;
  },
};

/** The registry of clients gives Page365's for `page365`. */
function asPage365(client: object): Page365 {
  return client as Page365;
}
