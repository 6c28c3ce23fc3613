import { UserError } from '../../core/errors.ts';
import type { Input } from '../../core/message.ts';
import { plainText } from '../../core/money.ts';
import { readAmount } from '../../core/parse/amount.ts';
import { shapeOf } from '../../core/parse/amount-shape.ts';
import type { Numerals } from '../../core/parse/numerals.ts';
import type { Limit, Locale, Role } from '../../core/settings.ts';
import { ALL, EVERYBODY, type Sort, SORTS } from './words.ts';

/** Left out, and said to be left as it is, both leave it; this takes a limit away. */
export const SAME = 'same';
export const NONE = '-';

export type Values = { [sort in Sort]?: number };
export type Wanted = { role: Role | typeof EVERYBODY; command: string; currency: string } & {
  [sort in Sort]?: string | undefined;
};

/** Whether a text can be what is allowed, in some currency. */
export function isMost(given: string, numerals: Numerals): boolean {
  const words = given.trim().toLowerCase();
  return words === SAME || words === NONE || shapeOf(given, numerals)?.negative === false;
}

type Reading = { locale: Locale; numerals: Numerals };

/** The limit of a shop for exactly this role, command and currency, or null. */
export function limitFor(
  limits: readonly Limit[],
  shop: string,
  { role, command, currency }: Pick<Wanted, 'role' | 'command' | 'currency'>,
): Limit | null {
  return (
    limits.find(
      (limit) =>
        limit.shop === shop &&
        limit.currency === currency &&
        (limit.role ?? EVERYBODY) === role &&
        (limit.commands?.join() ?? ALL) === command,
    ) ?? null
  );
}

/** What the limit shall be: amounts in the currency's smallest unit. Throws UserError for what is no amount. */
export function valuesOf(wanted: Wanted, current: Limit | null, reading: Reading): Values {
  const values: Values = {};
  for (const sort of SORTS) {
    const value = valueOf(wanted[sort], current?.[sort], { ...reading, ...wanted, sort });
    if (value !== undefined) values[sort] = value;
  }
  return values;
}

function valueOf(
  given: string | undefined,
  current: number | undefined,
  { currency, locale, numerals, sort }: Reading & { currency: string; sort: Sort },
): number | undefined {
  const words = given?.trim().toLowerCase();
  if (given === undefined || words === SAME) return current;
  if (words === NONE) return undefined;
  const reading = readAmount(given, { currency, locale, numerals });
  if ('ok' in reading) return reading.ok.amount;
  // Nothing at all without a second person is a limit too.
  if ('wrong' in reading && reading.wrong === 'zero') return 0;
  throw new UserError(`commands.limit.wrong.${sort}`, { given });
}

/** The limit wanted, in words that mean the same to whoever confirms them. */
export function inputOf({ role, command, currency }: Wanted, values: Values): Input {
  const amounts = SORTS.map((sort) => {
    const amount = values[sort];
    return [sort, amount === undefined ? NONE : plainText({ amount, currency })];
  });
  return { role, command, currency, ...Object.fromEntries(amounts) };
}

/** The whole record; `id` and `shop` are the current one's where there is one. */
export function limitOf(
  { id, shop }: Pick<Limit, 'id' | 'shop'>,
  { role, command, currency }: Wanted,
  values: Values,
): Limit {
  return {
    id,
    shop,
    currency,
    ...(role !== EVERYBODY && { role }),
    ...(command !== ALL && { commands: [command] }),
    ...values,
    version: 1,
  };
}

export function isEmpty(values: Values): boolean {
  return SORTS.every((sort) => values[sort] === undefined);
}

export function isSame(values: Values, current: Limit | null): boolean {
  return SORTS.every((sort) => values[sort] === current?.[sort]);
}
