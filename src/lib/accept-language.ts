import { Locale } from '../core/settings.ts';

/** The language a browser would rather have, among ours. https://www.rfc-editor.org/rfc/rfc9110#name-accept-language */
export function localeAccepted(header: string | null, fallback: Locale): Locale {
  const wanted = (header ?? '').split(',').flatMap((part) => {
    const [range = '', ...parameters] = part.trim().toLowerCase().split(';');
    const locale = Locale.safeParse(range.split('-')[0]).data;
    return locale === undefined ? [] : [{ locale, weight: weightOf(parameters) }];
  });
  const [best] = wanted.filter(({ weight }) => weight > 0).toSorted((a, b) => b.weight - a.weight);
  return best?.locale ?? fallback;
}

function weightOf(parameters: readonly string[]): number {
  const given = parameters.map((text) => /^\s*q=(?<q>[\d.]+)\s*$/.exec(text)?.groups?.['q']);
  const weight = Number(given.find((q) => q !== undefined) ?? 1);
  return Number.isFinite(weight) ? weight : 0;
}
