import type { Context, Question } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { type Money, plainText } from '../../core/money.ts';
import { type AmountReading, readAmount, takeAmount } from '../../core/parse/amount.ts';
import { shapeOf } from '../../core/parse/amount-shape.ts';
import type { Numerals } from '../../core/parse/numerals.ts';
import { text } from '../../core/text.ts';

/** What a button gives instead of a number: all that there is. */
export const ALL = 'all';

const HAS_DIGIT = /\p{Nd}/u;

/**
 * Words that are an amount, or look like an attempt at one: `500bath` is better refused as an amount than taken for a reason,
 * which would leave the amount out and mean all.
 */
export function takeAmountOrTypo(words: readonly string[], numerals: Numerals): number {
  const taken = takeAmount(words, numerals);
  return taken === 0 && HAS_DIGIT.test(words[0] ?? '') ? 1 : taken;
}

/** Whether a text can be an amount of some currency; which one it must be in, only the charge tells. */
export function fitsAmount(given: string, numerals: Numerals): boolean {
  return given === ALL || shapeOf(given, numerals)?.negative === false;
}

/** A reason that was typed, holds a digit and stands without an amount may hold the amount. */
export function mayHoldAmount({
  amount,
  reason,
}: {
  amount?: string | undefined;
  reason: string;
}): boolean {
  return amount === undefined && !reason.startsWith('@') && HAS_DIGIT.test(reason);
}

/**
 * The amount meant: all of `whole` when none was given. A number with two readings becomes a question; one that is none
 * is refused, and nothing is sent.
 */
export function amountGiven(
  given: string | undefined,
  whole: Money,
  { locale, numerals }: Context,
): { money: Money } | { ask: Question } {
  if (given === undefined || given === ALL) return { money: whole };
  const reading = readAmount(given, { currency: whole.currency, locale, numerals });
  if ('ok' in reading) return { money: reading.ok };
  if ('either' in reading) return { ask: whichAmount(given, reading.either) };
  throw refusedAmount(given, whole, reading);
}

function whichAmount(given: string, either: readonly [Money, Money]): Question {
  const smallestFirst = either.toSorted((a, b) => a.amount - b.amount);
  return {
    field: 'amount',
    text: text('refunds.amount.which', { given }),
    choices: smallestFirst.map((money) => ({
      label: text('facts.value.money', { amount: { money } }),
      value: plainText(money),
    })),
  };
}

/** An amount as a button keeps it, whoever taps it; none and all stay what they are. */
export function amountKept(given: string | undefined, money: Money): { amount?: string } {
  if (given === undefined) return {};
  return { amount: given === ALL ? ALL : plainText(money) };
}

function refusedAmount(
  given: string,
  whole: Money,
  { wrong }: AmountReading & { wrong: string },
): UserError {
  return new UserError(
    `refunds.amount.wrong.${wrong}`,
    { given, currency: whole.currency },
    { lines: [text('refunds.amount.unchanged')] },
  );
}
