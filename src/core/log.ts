/** Constant message, data beside it. Never a secret, never a buyer's name. */
export type Fields = { [name: string]: unknown };
export interface Log {
  debug(fields: Fields, message: string): void;
  info(fields: Fields, message: string): void;
  warn(fields: Fields, message: string): void;
  error(fields: Fields, message: string): void;
  /** A log that adds these fields to every line. */
  child(fields: Fields): Log;
}
