import type { Seat } from '../../seeds/types.ts';
import { channelOf } from '../../seeds/workspace.ts';
import type { SlackSimulator } from '../../slack/simulator.ts';

/** Where one talks in Slack: the channel of one's shop, or directly with Tenban. */
export const PLACES = ['channel', 'direct'] as const;
export type Place = (typeof PLACES)[number];

/** The conversation's id. */
export function placeId(slack: SlackSimulator, { slack: user, shop }: Seat, place: Place): string {
  return place === 'direct' ? slack.direct(user) : channelOf(shop).id;
}
