import { Amount } from '../../lib/loose.ts';

/** Unix seconds as epoch ms; null for none. */
export const Moment = Amount.transform((seconds) =>
  seconds === null || seconds <= 0 ? null : seconds * 1000,
);
