export type Turns = {
  /** Resolves, in the order asked, when nobody else has the turn; the returned function ends it. */
  take(): Promise<() => void>;
};

/** Lets those who write to one file go one after the other, so that none of them waits inside the database. */
export function createTurns(): Turns {
  let last = Promise.resolve();
  return {
    async take() {
      const before = last;
      const { promise, resolve } = Promise.withResolvers<void>();
      last = promise;
      await before;
      return resolve;
    },
  };
}
