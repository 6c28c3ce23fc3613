import type { Locale } from '../../core/settings.ts';
import en from './words/en.json' with { type: 'json' };
import ja from './words/ja.json' with { type: 'json' };
import th from './words/th.json' with { type: 'json' };
import vi from './words/vi.json' with { type: 'json' };

/** What the page itself says; what Tenban says on it comes from Tenban. */
export type PageWords = typeof en;

export const words = { en, th, vi, ja } satisfies Record<Locale, PageWords>;
