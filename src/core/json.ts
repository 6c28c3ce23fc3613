/** What survives a round trip through the ledger. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
