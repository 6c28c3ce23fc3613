import type { SeedShop, Try } from '../../seeds/types.ts';

/** How a text in Slack reaches Tenban. */
export type SlackTry = Try & { by: 'command' | 'mention' };

/** Worth typing in Slack: a whole command, one that opens a form, and a mention. */
export function slackTries({ tries }: SeedShop): SlackTry[] {
  const whole = tries.filter(({ what }) => what === 'refund-part');
  return [
    ...whole.map((each) => ({ ...each, by: 'command' as const })),
    { what: 'refund-form', by: 'command' },
    { what: 'alerts', by: 'command' },
    { what: 'schedule', by: 'command' },
    { what: 'limits', by: 'command' },
    { what: 'link', by: 'command' },
    { what: 'audit', by: 'mention' },
    { what: 'help', by: 'mention' },
  ];
}
