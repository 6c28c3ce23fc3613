/** How far a value can be trusted: a vendor's page says so, clients in use suggest it, nobody knows. */
type Grade = 'documented' | 'seen' | 'inferred' | 'unknown';
export type Guess<Value> = { value: Value; grade: Grade; why: string };

/**
 * Everything about Page365's partner API that is not certain, in one place, so that a fact learned from a live shop is one
 * line to change. Times in milliseconds.
 */
export const guesses = {
  timeout: { value: 30_000, grade: 'unknown', why: 'no answer times are published' },
  concurrency: { value: 2, grade: 'unknown', why: 'no limit is published: asked gently' },
  page: {
    value: 50,
    grade: 'unknown',
    why: 'the largest page is not published; 50 is Relay usage',
  },
  tokenLife: {
    value: 6 * 3_600_000,
    grade: 'unknown',
    why: 'how long a token lives is not published; one that died earlier is renewed when it is refused',
  },
  /** How the message of a GraphQL error reads when the token is to blame. */
  tokenRefused: {
    value: /token|unauthori[sz]ed|not authori[sz]ed|authenticat/i,
    grade: 'inferred',
    why: 'error codes are not published; the token is an argument, so its name is in the message',
  },
  /** Days on each side by which a window of created dates is asked wider than wanted. */
  widen: {
    value: 1,
    grade: 'unknown',
    why: 'whether bounds are included, and in which zone days are counted, is not published',
  },
  /** The offset of a time that names none. */
  offset: { value: '+07:00', grade: 'inferred', why: 'times are ISO 8601; shops are in Thailand' },
  /** Whether bill numbers grow with the time of creation. */
  numbersGrow: {
    value: true,
    grade: 'inferred',
    why: 'bills are numbered by a counter; only speed hangs on it, a window is read whole before a bill is missing',
  },
  /** The stage of a bill that was voided. */
  voided: {
    value: 'voided',
    grade: 'seen',
    why: 'the older private JSON has it; the published list of stages does not',
  },
  signature: {
    value: ['raw', 'escaped in lower case', 'escaped in upper case'],
    grade: 'inferred',
    why: 'the header is named as GitHub does; the Courier API of the same house signs escaped text',
  },
} satisfies { [name: string]: Guess<unknown> };
