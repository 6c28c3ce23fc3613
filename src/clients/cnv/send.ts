import type { AxiosAdapter } from 'axios';
import type { Clock } from '../../core/clock.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Log } from '../../core/log.ts';
import { createHttp, type Http, type HttpOptions } from '../../lib/http.ts';
import { createRateLimit } from '../../lib/rate-limit.ts';
import { explainCnv } from './errors.ts';
import { guesses } from './guesses.ts';

export type CnvOptions = {
  /** The API's origin, such as `https://apis.cnvloyalty.com`. */
  baseURL: string;
  /** The sign-in's origin, such as `https://id.cnv.vn`. */
  loginURL: string;
  /** The credentials that CNV issued to whoever runs Tenban, as they are now. */
  app(): Promise<{ clientId: string; clientSecret: string }>;
  /** Empty until somebody signed in. */
  accessToken: string;
  /** When the token ends, epoch ms; null when not known. */
  expiresAt: number | null;
  /** Writes that CNV has confirmed to this shop, beyond those that are known. */
  takes?: readonly string[];
  clock: Clock;
  log: Log;
  observe: HttpOptions['observe'];
  adapter?: AxiosAdapter | undefined;
  /** How late an effect may show after its answer was lost, milliseconds; the guess table's unless set. */
  settle?: number | undefined;
};

/** Sends calls with the shop's token, no more at a time than CNV stands. */
export function createSend(options: CnvOptions): Http {
  const { clock, accessToken, expiresAt } = options;
  const now = (): number => clock.now().epochMilliseconds;
  const { calls, ms } = guesses.rate.value;
  const patience = guesses.patience.value;
  const limit = createRateLimit(clock, { system: 'cnv', calls, ms, patience });
  const http = createHttp({
    system: 'cnv',
    baseURL: options.baseURL,
    headers: { Accept: 'application/json' },
    timeout: guesses.timeout.value,
    concurrency: guesses.concurrency.value,
    pace: () => limit.turn('all'),
    adapter: options.adapter,
    log: options.log,
    observe: options.observe,
    explain: (status, body) => explainCnv(status, body, expiresAt !== null && expiresAt <= now()),
  });
  return async (call) => {
    if (accessToken === '')
      throw new UpstreamError('cnv', { effect: 'refused', code: 'no-token', status: 401 });
    const { clientId, clientSecret } = await options.app();
    const headers = {
      Authorization: `TOKEN ${accessToken}`,
      'X-Client-Id': clientId,
      'X-Client-Secret': clientSecret,
    };
    try {
      return await http({ ...call, headers });
    } catch (error) {
      if (error instanceof UpstreamError && error.code === 'rate-locked')
        limit.lock('all', now() + (error.retryAfter ?? guesses.lock.value));
      throw error;
    }
  };
}
