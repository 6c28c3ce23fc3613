/** How far a value can be trusted: CNV or a partner's page says so, others' programs show it, it follows, nobody knows. */
type Grade = 'documented' | 'seen' | 'inferred' | 'unknown';
export type Guess<Value> = { value: Value; grade: Grade; why: string };

/** What may be written to CNV. */
export type CnvWrite = 'customer' | 'order' | 'product' | 'category' | 'product-removal';
type WritePath = { path: string; taken: boolean };

/**
 * CNV publishes no reference for its API: this is everything that is assumed about it, in one place, so that a fact learned
 * from CNV is one line to change. Times in milliseconds.
 */
export const guesses = {
  timeout: { value: 30_000, grade: 'unknown', why: 'no answer times are published' },
  settle: {
    value: 15_000,
    grade: 'unknown',
    why: 'nothing speaks of a delay before a row is listed',
  },
  concurrency: { value: 4, grade: 'unknown', why: 'only calls in a time are limited' },
  rate: {
    value: { calls: 80, ms: 1_000 },
    grade: 'seen',
    why: "a program in use was turned away with 429 at about 100 calls a second from all of a shop's programs together",
  },
  patience: { value: 30_000, grade: 'inferred', why: 'nobody waits longer for an answer' },
  lock: { value: 5_000, grade: 'unknown', why: 'how long a 429 lasts is not said' },
  page: { value: 100, grade: 'seen', why: 'rows of a page, as a program in use asks for them' },
  pages: {
    value: 100,
    grade: 'seen',
    why: 'pages of one scan at most, as a program in use has it',
  },
  tokenLife: {
    value: 30 * 86_400_000,
    grade: 'seen',
    why: 'for an answer without expires_in, as a program in use assumes',
  },
  scopes: {
    value: [
      'read_products',
      'write_products',
      'read_customers',
      'write_customers',
      'read_orders',
      'write_orders',
    ],
    grade: 'seen',
    why: 'the scopes that programs in use ask for',
  },
  paths: {
    value: {
      customers: '/customers.json',
      orders: '/orders.json',
      products: '/products.json',
      membership: '/loyalty/customers',
    },
    grade: 'seen',
    why: 'programs in use read these; /loyalty/customers.json and /loyalty/orders.json are seen too',
  },
  phoneFilter: {
    value: 'phone',
    grade: 'inferred',
    why: "customers.json is seen with ids and dates only; an answer with other people's numbers is not believed",
  },
  orderFields: {
    value: 'Haravan',
    grade: 'inferred',
    why: 'no order was seen as CNV writes it; names as in Haravan, whose style of addresses CNV follows',
  },
} satisfies Record<string, Guess<unknown>>;

/** Where each kind of write goes. What is not `taken` is refused here unless the connection's `takes` names it. */
export const writes: Readonly<Record<CnvWrite, Guess<WritePath>>> = {
  customer: {
    value: { path: '/api/webhook/customers', taken: true },
    grade: 'documented',
    why: 'https://phunguyen.gitbook.io/cnv-loyalty/tai-lieu-api/dac-ta-restful-api-v2.3.2, which does not name the host',
  },
  order: {
    value: { path: '/orders.json', taken: false },
    grade: 'inferred',
    why: 'there is a scope write_orders; no call is known',
  },
  product: {
    value: { path: '/products.json', taken: false },
    grade: 'inferred',
    why: 'there is a scope write_products; no call is known',
  },
  category: {
    value: { path: '/categories.json', taken: false },
    grade: 'unknown',
    why: 'neither a scope nor a call is known',
  },
  'product-removal': {
    value: { path: '/products.json', taken: true },
    grade: 'seen',
    why: 'a program in use deletes products',
  },
};
