import type { SeedShop, Try } from '../seeds/types.ts';

/** Worth trying in every shop. */
const EVERYWHERE: readonly Try['what'][] = [
  'alerts',
  'snooze',
  'approvals',
  'people',
  'link',
  'schedule',
  'status',
  'audit',
];

/** Worth typing in LINE: what the shop's own charges are good for, then what every shop can do. */
export function lineTries({ tries }: SeedShop): Try[] {
  const own = tries.filter(({ what }) => what !== 'help');
  return [...own, ...EVERYWHERE.map((what) => ({ what })), { what: 'help' }];
}
