import { readLocales } from '../../src/i18n/locales.ts';
import { createWords } from '../../src/i18n/words.ts';

export const locales = readLocales();

/** The product's words; one that is missing throws. */
export const words = createWords(locales);
