/** Makes ids that look like Opn's: `nextId('rfnd')` for a test account is `rfnd_test_…`. */
export type NextId = (prefix: string) => string;

/** Time first, so that a restarted simulator never gives an id again. `now` is epoch milliseconds. */
export function createIds(now: () => number): (account: { livemode: boolean }) => NextId {
  let made = 0;
  return ({ livemode }) => {
    const mode = livemode ? '' : 'test_';
    return (prefix) => {
      made += 1;
      const body = now().toString(36).padStart(9, '0') + made.toString(36).padStart(10, '0');
      return `${prefix}_${mode}${body}`;
    };
  };
}
