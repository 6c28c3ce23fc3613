import type { Raise } from '../../core/alert.ts';
import { UpstreamError, UserError } from '../../core/errors.ts';
import type { Tx } from '../../core/ledger.ts';
import type { Pinging } from '../../core/observed.ts';
import { type PulseRow, SILENT } from '../../core/pulse.ts';
import type { Connection, Shop } from '../../core/settings.ts';
import { type Text, text, timeAt } from '../../core/text.ts';
import { raise, settle } from '../alerts/raise.ts';
import type { DueHandler } from '../dues.ts';
import type { House } from '../house.ts';
import { openAction } from '../refusals.ts';
import { EVERY, Heartbeat, heartbeatRow, nextBeat } from './heartbeat-row.ts';

/** A beat comes a little early or late. */
const SLACK = 120_000;
const SILENCE = 2 * EVERY - SLACK;

/** Watches every connection that is not watched yet. */
export async function repairHeartbeats(house: House): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  for (const connection of await house.settings.list('connections')) {
    const row = heartbeatRow(connection, now);
    if ((await house.ledger.dues.get(row.key)) !== null) continue;
    await house.ledger.write((tx) => tx.dues.put(row));
  }
}

/** Asks a connection whether it lives. One that has been silent or failing for two intervals, or whose key died, is told of. */
export const heartbeatDue: DueHandler = async (house, row) => {
  const watched = Heartbeat.parse(row.payload);
  const { connection: id, shop: shopId, since } = watched;
  const connection = await house.settings.get('connections', id);
  const shop = await house.settings.get('shops', shopId);
  const cause = { shop: shopId, kind: SILENT, cause: id };
  if (shop === null || connection === null || connection.shop !== shopId)
    return { write: (tx) => settle(house, tx, cause) };
  const now = house.clock.now().epochMilliseconds;
  const beat = await ping(house, connection, shop);
  const pulse = await pulseOf(house, connection);
  const trouble = troubleOf({ beat, pulse, since, now });
  return {
    next: nextBeat(id, now),
    async write(tx: Tx) {
      if (trouble !== null)
        await raise(house, tx, silentAlert(house, { connection, shop, ...trouble }));
      else if (beat === 'alive') await settle(house, tx, cause);
    },
  };
};

/** `unasked`: there is nothing to ask it. */
type Beat = 'alive' | 'unasked' | { code: string; status: number | undefined };

async function ping(house: House, connection: Connection, shop: Shop): Promise<Beat> {
  try {
    const client: Pinging = await house.connect(shop, connection.system);
    if (client.ping === undefined) return 'unasked';
    await client.ping();
    return 'alive';
  } catch (error) {
    if (error instanceof UserError) return 'unasked';
    if (!(error instanceof UpstreamError)) throw error;
    const { code, status, effect } = error;
    const alive = status === 429 || (effect === 'refused' && status !== 401);
    return alive ? 'alive' : { code, status };
  }
}

async function pulseOf({ ledger }: House, { id, shop }: Connection): Promise<PulseRow | null> {
  const pulses = await ledger.pulses.list(shop);
  return pulses.find(({ connection }) => connection === id) ?? null;
}

type Trouble = { code: string; lastOk: number | null };

function troubleOf({
  beat,
  pulse,
  since,
  now,
}: {
  beat: Beat;
  pulse: PulseRow | null;
  since: number;
  now: number;
}): Trouble | null {
  if (beat === 'alive') return null;
  const lastOk = pulse?.okAt ?? null;
  const silent = now - (lastOk ?? since) >= SILENCE;
  if (beat === 'unasked') {
    const failing = pulse !== null && pulse.failedAt !== null && pulse.failedAt > (lastOk ?? 0);
    return silent && failing ? { code: pulse.code ?? 'network', lastOk } : null;
  }
  // A key that is not accepted does not heal by waiting.
  return silent || beat.status === 401 ? { code: beat.code, lastOk } : null;
}

type Silent = Trouble & { connection: Connection; shop: Shop };

function silentAlert({ words }: House, { connection, shop, code, lastOk }: Silent): Raise {
  const system: Text = text(`systems.${connection.system}`);
  const known = `errors.${connection.system}.${code}`;
  const key = words.has(`${known}.cause`) ? known : 'errors.any.none';
  const values = { system: { text: system }, code };
  const last: Text =
    lastOk === null
      ? text('status.never')
      : text('status.last', {
          at: timeAt(lastOk),
        });
  return {
    shop: shop.id,
    kind: SILENT,
    cause: connection.id,
    severity: 'urgent',
    message: {
      tone: 'bad',
      title: text('alerts.connections.silent', { system: { text: system }, shop: shop.name }),
      lines: [text(`${key}.cause`, values), last, text(`${key}.remedy`, values)],
      actions: [openAction('commands.status.label', 'status')],
    },
  };
}
