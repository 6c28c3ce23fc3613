/** How far a value can be trusted: a vendor's page says so, clients in use suggest it, nobody knows. */
type Grade = 'documented' | 'seen' | 'inferred' | 'unknown';
export type Guess<Value> = { value: Value; grade: Grade; why: string };

/**
 * Everything about PEAK's API that is not certain, in one place, so that a fact learned from a live business is one line to
 * change. Times in milliseconds.
 */
export const guesses = {
  readTimeout: { value: 30_000, grade: 'seen', why: 'reads of 5 s were met under load' },
  writeTimeout: { value: 60_000, grade: 'unknown', why: 'longer than the slowest read' },
  settle: {
    value: 30_000,
    grade: 'unknown',
    why: 'how late a lost write may appear is not known; half of the time-out after it',
  },
  posts: { value: 5, grade: 'seen', why: 'a sixth POST of a user token at once is told 429' },
  gets: { value: 5, grade: 'unknown', why: 'no limit of reads is published: as for writes' },
  concurrencyWait: {
    value: 8_000,
    grade: 'seen',
    why: 'a 429 of type concurrency names no time; clients in use wait this long',
  },
  tokenLife: {
    value: 6 * 3_600_000,
    grade: 'seen',
    why: '24 h are documented; tokens were met that died earlier',
  },
  tokenWait: { value: 60_000, grade: 'seen', why: 'retryAfterSeconds of ClientTokenLimit' },
  page: { value: 100, grade: 'unknown', why: 'the largest page is not published; samples ask 20' },
  transactionLimitWait: {
    value: 60_000,
    grade: 'inferred',
    why: '"Transaction Limit exceeded" comes as a 400; one client takes it for a quota that passes',
  },
  /** What a receipt's `status` is once it was voided, in lower case. */
  voided: {
    value: ['void', 'voided', 'cancelled', 'canceled', 'ยกเลิก'],
    grade: 'unknown',
    why: 'the values of status are not published',
  },
  /** Codes of a product whose name is taken while ชื่อซ้ำได้ is off. */
  duplicateName: {
    value: { code: '320', words: /(?:duplicat|already).*name|name.*(?:duplicat|already)|ชื่อ.*ซ้ำ/i },
    grade: 'unknown',
    why: 'neither code nor words are known; whatever speaks of a name that exists counts too',
  },
  contactType: { value: 5, grade: 'seen', why: 'three clients send 5 for an individual' },
  /** Whether `products[].productTemplate` with allinone makes the product, found by name. */
  productTemplate: {
    value: { path: '/receipts/allinone', field: 'productTemplate' },
    grade: 'inferred',
    why: 'the collection lists it; its inner fields are taken from POST /products',
  },
} satisfies { [name: string]: Guess<unknown> };
