/** How far a value can be trusted: CROSS MALL's manual says so, clients in use suggest it, nobody knows. */
type Grade = 'documented' | 'seen' | 'inferred' | 'unknown';
export type Guess<Value> = { value: Value; grade: Grade; why: string };

/**
 * Everything about CROSS MALL's web API that is not certain, in one place, so that a fact learned from a live account is
 * one line to change. Times in milliseconds.
 */
export const guesses = {
  timeout: { value: 30_000, grade: 'unknown', why: 'no answer times are published' },
  settle: {
    value: 5_000,
    grade: 'inferred',
    why: 'a phase is a column of the order; nothing speaks of a delay before it can be read',
  },
  pace: {
    value: 500,
    grade: 'seen',
    why: 'no limit is published; clients in use wait 0.03 to 1 s between calls',
  },
  /** What a bundled order's `bundle_ahead_number` holds when it is the parent itself. */
  parentNamesItself: {
    value: true,
    grade: 'unknown',
    why: 'only the name of the field is known; empty or its own number both count as the parent',
  },
} satisfies { [name: string]: Guess<unknown> };
