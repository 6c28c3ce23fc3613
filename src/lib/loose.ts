import { z } from 'zod';

/**
 * For systems that write ids as numbers or texts, empty maps as lists, and nothing as null, 0 or an empty text. What was not
 * said is null here, so that nobody overwrites with it.
 */

const Scalar = z.union([z.string(), z.number()]).transform(String);

/** Of the row itself. */
export const Id = Scalar.refine((id) => id !== '' && id !== '0');

/** Of something else; null for 0, -1 and the like, which mean none. */
export const Reference = Scalar.nullish().transform((id) =>
  id === undefined || id === null || id === '' || Number(id) <= 0 ? null : id,
);

export const Words = Scalar.nullish().transform((text) =>
  text === undefined || text === null || text.trim() === '' ? null : text.trim(),
);

export const Amount = Scalar.nullish().transform((text) => {
  const amount = text === undefined || text === null || text === '' ? Number.NaN : Number(text);
  return Number.isFinite(amount) ? amount : null;
});

/** A group of fields that may be missing, null, or a list because it is empty. */
export function block<Fields extends z.ZodRawShape>(fields: Fields) {
  return z.preprocess(
    (value) => (typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}),
    z.object(fields),
  );
}

/** Rows that may be missing. */
export function rows<Row>(row: z.ZodType<Row>) {
  return z
    .array(row)
    .nullish()
    .transform((list) => list ?? []);
}
