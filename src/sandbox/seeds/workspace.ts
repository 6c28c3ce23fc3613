import type { Locale } from '../../core/settings.ts';

/** The workspace that all shops share. */
export const TEAM = { id: 'T07TENBAN01', name: 'Tenban Sandbox' };

/** Tenban's own user id in it. */
export const APP_USER = 'U07TENBAN01';

/** Where each shop's team talks, by shop id. */
const CHANNELS: Readonly<Record<string, { id: string; name: string }>> = {
  'baan-suan': { id: 'C07BAANSUAN', name: 'baan-suan-ops' },
  'nha-la': { id: 'C07NHALA001', name: 'nha-la-ops' },
  komachi: { id: 'C07KOMACHI1', name: 'komachi-ops' },
  lemongrass: { id: 'C07LEMONGRS', name: 'lemongrass-ops' },
};

/** A language as Slack names it in a profile. */
export const SLACK_LOCALES: Readonly<Record<Locale, string>> = {
  en: 'en-GB',
  th: 'th-TH',
  vi: 'vi-VN',
  ja: 'ja-JP',
};

/** The channel of a shop's team. */
export function channelOf(shop: string): { id: string; name: string } {
  const channel = CHANNELS[shop];
  if (channel === undefined) throw new Error(`the shop ${shop} needs a Slack channel`);
  return channel;
}
