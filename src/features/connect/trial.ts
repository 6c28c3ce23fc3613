import type { Cnv } from '../../clients/cnv/client.ts';
import type { Nhanh } from '../../clients/nhanh/client.ts';
import type { Connecting } from '../../core/connecting.ts';
import type { Flow } from './flow.ts';

type App = { app: string; secretKey: string; accessToken?: string; business?: string };

/** Nhanh for an app that is not connected yet. */
export async function nhanhOf(
  connecting: Connecting,
  { shop }: Flow,
  { app, secretKey, accessToken = '', business = '' }: App,
): Promise<Nhanh> {
  const options = { appId: app, businessId: business };
  const client = await connecting.trial({
    shop,
    system: 'nhanh',
    options,
    secrets: { secretKey, accessToken },
  });
  return asNhanh(client);
}

/** CNV for an account that is not connected yet. */
export async function hubOf(
  connecting: Connecting,
  { shop }: Flow,
  accessToken = '',
): Promise<Cnv> {
  const secrets = { accessToken };
  return asCnv(await connecting.trial({ shop, system: 'cnv', options: {}, secrets }));
}

/** The registry of clients gives Nhanh's for `nhanh`. */
function asNhanh(client: object): Nhanh {
  return client as Nhanh;
}

/** The registry of clients gives CNV's for `cnv`. */
function asCnv(client: object): Cnv {
  return client as Cnv;
}
