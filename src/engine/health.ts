import type { Health, PlatformHealth } from '../core/health.ts';
import { UpstreamError } from '../core/errors.ts';
import type { Platform } from '../core/platform.ts';
import type { Shop } from '../core/settings.ts';
import type { House } from './house.ts';
import { savingsOf } from './savings.ts';

/** How the shop's connections and Tenban itself do now. */
export async function healthOf(house: House, shop: Shop): Promise<Health> {
  const { ledger, settings } = house;
  const [pulses, connections, schedules] = await Promise.all([
    ledger.pulses.list(shop.id),
    settings.list('connections'),
    settings.list('schedules'),
  ]);
  const known = new Map(pulses.map((pulse) => [pulse.connection, pulse]));
  return {
    connections: connections
      .filter((connection) => connection.shop === shop.id)
      .map(({ id, system }) => ({ id, system, pulse: known.get(id) ?? null })),
    jobs: await house.counts(),
    held: await ledger.outbox.heldCount(),
    platforms: await Promise.all([...house.platforms.values()].map((each) => stateOf(house, each))),
    paused: schedules.filter((schedule) => schedule.shop === shop.id && schedule.paused !== null),
  };
}

async function stateOf(house: House, platform: Platform): Promise<PlatformHealth> {
  const { id } = platform;
  const connected = platform.connected?.() ?? null;
  try {
    const budget = await platform.budget?.();
    if (budget === undefined) return { id, connected, quota: null };
    const { replies, packed } = await savingsOf(house, id);
    return { id, connected, quota: { ...budget, saved: replies + packed } };
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    return { id, connected, quota: null };
  }
}
