import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { createNhanh, type Nhanh } from '../../src/clients/nhanh/client.ts';
import type { NhanhOptions } from '../../src/clients/nhanh/calls.ts';
import { UpstreamError } from '../../src/core/errors.ts';
import type { ObservedCall } from '../../src/core/observed.ts';
import type { NhanhRules } from '../../src/sandbox/nhanh/rules.ts';
import { createNhanhSimulator } from '../../src/sandbox/nhanh/simulator.ts';
import type { NhanhSimulator, ShopHands } from '../../src/sandbox/nhanh/types.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { recordingLog } from './log.ts';

export const APP = '72639';
export const SECRET = 'nhanh-secret-of-the-app';
export const BUSINESS = '70001';
export const BACK = `https://tenban.test/nhanhvn/connect/callback/${APP}/385`;
export const VERIFY = 'a1b2c3d4e5f6a7b8c9d0';

export type NhanhHouse = {
  clock: FakeClock;
  simulator: NhanhSimulator;
  shop: ShopHands;
  url: string;
  observed: ObservedCall[];
  /** A client of the simulator, with whatever is given in place of what is right. */
  connect(options?: Partial<NhanhOptions>): Nhanh;
  /** A code as the browser brings it back. */
  code(): string;
  /** A client that was granted a token. */
  granted(options?: Partial<NhanhOptions>): Promise<Nhanh>;
};

/** Nhanh over real HTTP with one app and one business, and clients for it. */
export async function openNhanh(
  t: Pick<TestContext, 'after'>,
  {
    rules = {},
    clock = createFakeClock(),
  }: { rules?: Partial<NhanhRules>; clock?: FakeClock } = {},
): Promise<NhanhHouse> {
  const simulator = createNhanhSimulator({ clock, rules });
  const server = await simulator.listen(0);
  t.after(() => server.close());
  simulator.addApp({ appId: APP, secretKey: SECRET, redirectUrls: [BACK] });
  simulator.addBusiness({ id: BUSINESS });
  const observed: ObservedCall[] = [];

  function connect(options: Partial<NhanhOptions> = {}): Nhanh {
    return createNhanh({
      baseURL: server.url,
      loginURL: server.url,
      appId: APP,
      secretKey: SECRET,
      business: BUSINESS,
      accessToken: '',
      expiresAt: null,
      verifyToken: VERIFY,
      clock,
      log: recordingLog().log,
      observe: (call) => void observed.push(call),
      ...options,
    });
  }

  function code(): string {
    const back = simulator.consent({ appId: APP, business: BUSINESS, returnLink: BACK });
    return new URL(back).searchParams.get('accessCode') ?? '';
  }

  async function granted(options: Partial<NhanhOptions> = {}): Promise<Nhanh> {
    const { accessToken, expiresAt } = await connect().exchange(code());
    return connect({ accessToken, expiresAt, ...options });
  }

  const shop = simulator.shop(BUSINESS);
  return { clock, simulator, shop, url: server.url, observed, connect, code, granted };
}

/** Why a call failed. */
export async function problemOf(call: Promise<unknown>): Promise<UpstreamError> {
  const error = await call.then(
    () => assert.fail('the call succeeded'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UpstreamError, String(error));
  return error;
}
