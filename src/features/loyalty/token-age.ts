import type { Raise } from '../../core/alert.ts';
import type { Shop } from '../../core/settings.ts';
import { text } from '../../core/text.ts';

const KIND = 'loyalty.token-age';
/**
 * Warned of when so many days are left. Nhanh's token lives a year and cannot be renewed, only granted again
 * (https://apidocs.nhanh.vn/app); a sign-in at CNV lives about a month.
 */
const WARNED = { nhanh: [30, 7, 1], cnv: [7, 1] } as const;
const DAY = 86_400_000;

type Token = {
  system: keyof typeof WARNED;
  connection: string;
  expiresAt: number | null;
  now: Temporal.Instant;
};

/** Whole days that a token still lives; null when nobody knows. */
export function daysLeft({ expiresAt, now }: Pick<Token, 'expiresAt' | 'now'>): number | null {
  return expiresAt === null ? null : Math.floor((expiresAt - now.epochMilliseconds) / DAY);
}

/** The warning that is due for the age of the token, and those that a newer token or a later warning ends. */
export function tokenAge(
  shop: Pick<Shop, 'id' | 'name'>,
  { system, connection, expiresAt, now }: Token,
): { raise: Raise[]; settle: { kind: string; cause: string }[] } {
  const left = daysLeft({ expiresAt, now });
  if (left === null || expiresAt === null) return { raise: [], settle: [] };
  const warned: readonly number[] = WARNED[system];
  const due = warned.filter((days) => left <= days).at(-1);
  const causeOf = (days: number): string => `${connection}:${expiresAt}:${days}`;
  const settle = warned
    .filter((days) => days !== due)
    .map((days) => ({
      kind: KIND,
      cause: causeOf(days),
    }));
  if (due === undefined || left < 0) return { raise: [], settle };
  const at = Temporal.Instant.fromEpochMilliseconds(expiresAt).toString();
  const raise: Raise = {
    shop: shop.id,
    kind: KIND,
    cause: causeOf(due),
    severity: due === 1 ? 'urgent' : 'warning',
    once: true,
    message: {
      tone: 'warn',
      title: text(`loyalty.token.${system}.title`, {
        shop: shop.name,
        days: left,
        expiresAt: { at, as: 'date' },
      }),
      lines: [
        text(`loyalty.token.${system}.effect`),
        text(`errors.${system}.token-expired.remedy`),
      ],
    },
  };
  return { raise: [raise], settle };
}
