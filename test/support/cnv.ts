import type { TestContext } from 'node:test';
import { type Cnv, createCnv } from '../../src/clients/cnv/client.ts';
import type { CnvOptions } from '../../src/clients/cnv/send.ts';
import { createCnvSimulator } from '../../src/sandbox/cnv/simulator.ts';
import type { CnvSimulator } from '../../src/sandbox/cnv/types.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import { recordingLog } from './log.ts';

const CLIENT = { clientId: 'cnv-client', clientSecret: 'cnv-secret' };
export const RETURN = 'https://tenban.test/cnv/callback';
/** What the shop says that CNV takes besides members. */
export const EVERYTHING = ['order', 'product', 'category'];

export type CnvHouse = {
  clock: FakeClock;
  simulator: CnvSimulator;
  connect(options?: Partial<CnvOptions>): Cnv;
  /** A code as the browser brings it back. */
  code(): string;
  /** A client that somebody signed in for. */
  signedIn(options?: Partial<CnvOptions>): Promise<Cnv>;
};

/** CNV over real HTTP, and clients for it. */
export async function openCnv(t: Pick<TestContext, 'after'>): Promise<CnvHouse> {
  const clock = createFakeClock();
  const simulator = createCnvSimulator({ clock, ...CLIENT });
  const server = await simulator.listen(0);
  t.after(() => server.close());

  function connect(options: Partial<CnvOptions> = {}): Cnv {
    return createCnv({
      baseURL: server.url,
      loginURL: server.url,
      app: async () => CLIENT,
      accessToken: '',
      expiresAt: null,
      clock,
      log: recordingLog().log,
      observe: () => undefined,
      ...options,
    });
  }

  function code(): string {
    const back = simulator.consent({ redirectUri: RETURN, state: 's' });
    return new URL(back).searchParams.get('code') ?? '';
  }

  async function signedIn(options: Partial<CnvOptions> = {}): Promise<Cnv> {
    const grant = await connect().exchange(code(), RETURN);
    return connect({ ...grant, ...options });
  }

  return { clock, simulator, connect, code, signedIn };
}
