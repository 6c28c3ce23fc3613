import type { Channel } from '../core/people.ts';
import type { Address } from '../core/platform.ts';
import { type House, platformOf } from './house.ts';

/** Where an address is, with the rule that its channel or group has now. A thread has its channel's. */
export async function channelOf(house: House, address: Address): Promise<Channel> {
  const { platform, conversation: id, kind } = address;
  if (kind === 'direct') return { platform, id, kind, rule: null };
  const { team, channel } = platformOf(house, platform).placeOf(id);
  const rules = await house.settings.list('channels');
  const rule = rules.find(
    (each) => each.platform === platform && each.team === team && each.channel === channel,
  );
  return { platform, id, kind, rule: rule ?? null };
}
