/** How far a value can be trusted: Nhanh's own pages say so, others' programs show it, it follows, nobody knows. */
type Grade = 'documented' | 'seen' | 'inferred' | 'unknown';
export type Guess<Value> = { value: Value; grade: Grade; why: string };

/**
 * Everything about Nhanh.vn's open API 3.0 that is not certain, and the numbers it sets, in one place, so that a fact
 * learned from a live account is one line to change. Times in milliseconds.
 */
export const guesses = {
  timeout: { value: 30_000, grade: 'unknown', why: 'no answer times are published' },
  settle: {
    value: 15_000,
    grade: 'unknown',
    why: 'how soon a new order can be listed is not published; lists may lag behind writes',
  },
  rate: {
    value: { calls: 150, ms: 31_000 },
    grade: 'documented',
    why: 'https://apidocs.nhanh.vn/v3: 150 calls in 30 s per app, business and address; a second more for the way there',
  },
  patience: {
    value: 35_000,
    grade: 'inferred',
    why: 'as long as the window above is full at most; jobs come back by themselves',
  },
  lock: {
    value: 30_000,
    grade: 'inferred',
    why: 'how long to keep off an address that is locked without saying until when',
  },
  concurrency: { value: 4, grade: 'unknown', why: 'only calls in a time are limited' },
  page: {
    value: 100,
    grade: 'documented',
    why: 'https://apidocs.nhanh.vn/v3: rows of a page at most',
  },
  windowDays: {
    value: 31,
    grade: 'documented',
    why: 'https://apidocs.nhanh.vn/v3/order/list and /v3/bill/list; what a wider range is answered with is not published',
  },
  loginVersion: {
    value: '3.0',
    grade: 'seen',
    why: 'https://apidocs.nhanh.vn/app does not name the parameter, programs in use send it',
  },
  zone: {
    value: 'Asia/Ho_Chi_Minh',
    grade: 'inferred',
    why: 'bills are asked for by days; examples are in GMT+7',
  },
  /** Texts and codes of refusals that no page lists, by what they seem to be about. */
  wordings: {
    value: [
      { code: 'secret-key', is: /secret\s*_?key/i },
      { code: 'code-used', is: /access\s*_?code.*(?:used|sử dụng)/i },
      { code: 'code-expired', is: /access\s*_?code.*(?:expired|hết hạn)/i },
      { code: 'code-invalid', is: /access\s*_?code/i },
      { code: 'duplicate-order', is: /duplicat|app_?order_?id.*(?:exist|tồn tại)/i },
    ],
    grade: 'unknown',
    why: 'https://apidocs.nhanh.vn/v3 lists neither what a bad access code nor what a doubled appOrderId is answered with',
  },
} satisfies Record<string, Guess<unknown>>;
