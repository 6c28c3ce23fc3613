import type { OpnSimulator } from '../../../src/sandbox/opn/simulator.ts';
import { createOpnSimulator } from '../../../src/sandbox/opn/simulator.ts';
import { createFakeClock, type FakeClock } from '../../support/fake-clock.ts';

export const KEY = 'skey_test_shop';
export const SHOP = 'account_test_shop';
export const OTHER = 'account_test_other';
export const JAPAN = 'account_test_japan';

export type Answer = { status: number; headers: Headers; body: Record<string, unknown> };
type Body = Record<string, unknown>;

/** A simulator with three accounts, asked without a port. `key` is the Thai shop's unless given. */
export function openSimulator(): {
  simulator: OpnSimulator;
  clock: FakeClock;
  get(path: string, key?: string): Promise<Answer>;
  post(path: string, body?: Body, key?: string): Promise<Answer>;
  seed(charge?: Partial<Parameters<OpnSimulator['seed']>[1]>): string;
} {
  const clock = createFakeClock();
  const simulator = createOpnSimulator({
    clock,
    keys: {
      [KEY]: { account: SHOP, country: 'TH', currency: 'THB' },
      skey_test_other: { account: OTHER, country: 'TH', currency: 'THB' },
      skey_test_japan: { account: JAPAN, country: 'JP', currency: 'JPY' },
    },
  });

  async function ask(
    method: string,
    path: string,
    about: { key?: string | undefined; body?: Body | undefined },
  ): Promise<Answer> {
    const { key = KEY, body } = about;
    const request = new Request(`http://opn.test${path}`, {
      method,
      headers: {
        authorization: `Basic ${Buffer.from(`${key}:`).toString('base64')}`,
        'omise-version': '2019-05-29',
        'content-type': 'application/json',
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const response = await simulator.fetch(request);
    const answered: unknown = await response.json();
    const fields = Object.fromEntries(Object.entries(Object(answered)));
    return { status: response.status, headers: response.headers, body: fields };
  }

  return {
    simulator,
    clock,
    get: (path, key) => ask('GET', path, { key }),
    post: (path, body, key) => ask('POST', path, { key, body }),
    seed: (charge) => simulator.seed(SHOP, { amount: 100_000, currency: 'THB', ...charge }).id,
  };
}

/** An error's status, code and words in one line. */
export function refusalOf({ status, body }: Answer): string {
  return `${status} ${String(body['code'])}: ${String(body['message'])}`;
}
