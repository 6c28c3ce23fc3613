import { z } from 'zod';
import type { Field } from '../../core/command.ts';
import { asciiDigits } from '../../core/parse/fold.ts';

/** A request's number, which counts up within its shop. */
export const RequestNumber = z
  .string()
  .transform((text) => asciiDigits(text.trim()).replace(/^[#＃]/, ''))
  .refine((text) => /^[1-9]\d{0,8}$/.test(text))
  .transform(Number);

/** In a group only a number makes it a word to Tenban: everything else is talk. */
export const numberField: Field<object> = {
  name: 'number',
  take: (words) => (RequestNumber.safeParse(words[0] ?? '').success ? 1 : 0),
};
