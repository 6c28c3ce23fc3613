import { UserError } from '../core/errors.ts';
import type { Connection, Settings, Shop } from '../core/settings.ts';
import { text } from '../core/text.ts';

type Build = (connection: Connection, secrets: Record<string, string>) => Promise<object>;

/** Clients by connection, made anew when the connection's settings change. `build` is null for a system nobody speaks. */
export function createConnect(
  settings: Settings,
  build: (system: string) => Build | null,
): (shop: Shop, system: string) => Promise<object> {
  const known = new Map<string, { from: string; client: Promise<object> }>();
  return async (shop, system) => {
    const connections = await settings.list('connections');
    const connection = connections.find(
      (candidate) => candidate.shop === shop.id && candidate.system === system,
    );
    const make = build(system);
    if (connection === undefined || make === null) {
      throw new UserError(
        'refusals.no-connection.title',
        { shop: shop.name, system: { text: text(`systems.${system}`) } },
        { lines: [text('refusals.no-connection.remedy')] },
      );
    }
    // The whole record: one that was removed and added again counts its versions from one.
    const from = JSON.stringify(connection);
    const cached = known.get(connection.id);
    if (cached?.from === from) return cached.client;
    const client = make(connection, settings.reveal(connection));
    known.set(connection.id, { from, client });
    return client;
  };
}
