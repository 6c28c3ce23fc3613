/**
 * How long SQLite's write-ahead log grows, in pages of 4 KB, before it is folded into the file: a page that changed often is
 * written there once. The same for every connection that writes. https://www.sqlite.org/wal.html#ckpt
 */
export const CHECKPOINT_PAGES = 4_000;
