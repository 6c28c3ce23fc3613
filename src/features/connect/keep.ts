import type { RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Connection } from '../../core/settings.ts';
import { refuseWhileSyncing } from './connect.ts';
import { changeFlow, type Flow, openSecret } from './flow.ts';
import { takenBy } from './taken.ts';
import { lookLater } from './test-product.ts';

/** The run of the sync, by its word. */
const SYNC = 'loyalty.sync';

export type Kept = { nhanh: string; business: string; app: string; synced: boolean };

/**
 * Writes what was granted into the settings and lets the sync begin, once CNV is there too. Done again after a crash it leaves
 * what it wrote.
 */
export async function keep(flow: Flow, context: RunContext): Promise<Kept> {
  const { app, granted } = flow;
  if (app === null || granted === null) throw new Error('there is nothing to keep');
  const { settings, shop } = context;
  const all = await settings.list('connections');
  const own = (system: string) => all.find((one) => one.system === system && one.shop === shop.id);
  const nhanh = own('nhanh')?.id ?? `${shop.id}-nhanh`;
  const kept = {
    nhanh,
    business: granted.business,
    app: app.id,
    synced: flow.hub !== null || own('cnv') !== undefined,
  };
  if (flow.kept) return kept;
  const secrets = {
    secretKey: plain(context, flow, 'secretKey', app.secretKey),
    accessToken: plain(context, flow, 'accessToken', granted.token),
    verifyToken: plain(context, flow, 'verifyToken', app.verifyToken),
  };
  const before = own('nhanh');
  const written = before && settings.reveal(before)['accessToken'] === secrets.accessToken;
  if (!written) {
    await refuseWhileSyncing(context);
    await refuseTaken(flow, kept, context);
    if (flow.hub !== null)
      await writeHub(flow.hub, own('cnv')?.id ?? `${shop.id}-cnv`, { flow, context });
    const written = { kept, secrets, off: app.off, expiresAt: granted.expiresAt };
    await writeNhanh(flow, written, context);
  }
  if (kept.synced) await context.runs.cycleNow(SYNC, nhanh);
  if (kept.synced) await lookForProduct(flow, kept, context);
  await context.crew.note('connection.made', nhanh, {
    app: app.id,
    business: granted.business,
    account: flow.accountId,
    connectorOff: app.off,
  });
  await changeFlow(context.connecting, flow, (current) => ({
    ...current,
    kept: true,
    app: { ...app, secretKey: '' },
    granted: { ...granted, token: '' },
    hub: flow.hub && { ...flow.hub, token: '' },
  }));
  return kept;
}

/** The product that shows that everything arrives is looked for from now on. */
function lookForProduct({ person, to, locale }: Flow, kept: Kept, context: RunContext) {
  const now = context.now.epochMilliseconds;
  const about = { connection: kept.nhanh, app: kept.app, since: now, asked: now };
  return lookLater({ ...about, person, to, locale, told: [] }, context);
}

function plain({ connecting }: RunContext, flow: Flow, name: string, sealed: string): string {
  return openSecret(connecting, flow, { name, sealed });
}

async function refuseTaken(
  { accountId }: Flow,
  { app, business }: Kept,
  { settings, shop }: RunContext,
): Promise<void> {
  const taken = await takenBy(settings, { shop: shop.id, accountId, app, business });
  if (taken === null) return;
  throw new UserError(`connect.page.${taken}-taken.title`);
}

type Written = {
  kept: Kept;
  secrets: Record<string, string>;
  off: string;
  expiresAt: number | null;
};

async function writeNhanh(
  { accountId }: Flow,
  { kept, secrets, off, expiresAt }: Written,
  { settings, shop, now }: RunContext,
): Promise<void> {
  await settings.update('connections', kept.nhanh, (current) => ({
    ...connectionOf(current, { id: kept.nhanh, shop: shop.id, system: 'nhanh' }),
    secrets,
    options: {
      ...current?.options,
      appId: kept.app,
      businessId: kept.business,
      accountId,
      ...(expiresAt !== null && { expiresAt: isoOf(expiresAt) }),
      connectedAt: now.toString(),
      connectorOff: off,
      sync: kept.synced ? 'on' : 'off',
    },
  }));
}

type About = { flow: Flow; context: RunContext };

async function writeHub(
  { token, expiresAt }: NonNullable<Flow['hub']>,
  id: string,
  { flow, context }: About,
): Promise<void> {
  const accessToken = plain(context, flow, 'hubToken', token);
  await context.settings.update('connections', id, (current) => ({
    ...connectionOf(current, { id, shop: context.shop.id, system: 'cnv' }),
    secrets: { accessToken },
    options: { ...current?.options, expiresAt: isoOf(expiresAt) },
  }));
}

function connectionOf(
  current: Connection | null,
  made: Pick<Connection, 'id' | 'shop' | 'system'>,
): Connection {
  return current ?? { ...made, secrets: {}, options: {}, version: 1 };
}

function isoOf(ms: number): string {
  return Temporal.Instant.fromEpochMilliseconds(ms).toString();
}
