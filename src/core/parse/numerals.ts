/** What stands beside digits in an amount, in every language Tenban reads. Keys are folded; the words come from `locales/`. */
export type Numerals = {
  /** Names and signs of currencies, with every currency they may mean: `$` is several. */
  currencies: ReadonlyMap<string, readonly string[]>;
  scales: ReadonlyMap<string, Scale>;
};

/**
 * A word for a power of ten. After a `short` one (k, tr) digits are its decimals: 1tr2 is 1.2 million; after a long one
 * (the Japanese ten thousand) they are ones.
 */
export type Scale = { zeros: number; short: boolean };
