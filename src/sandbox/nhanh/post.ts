import type { Clock } from '../../core/clock.ts';
import type { SimHooks } from './types.ts';

/** A webhook before it is put into its version's envelope. `old` is the data as API 2.0 has it. */
export type Hook = { event: string; business: string | null; data?: unknown; old?: unknown };

/** Posts it and waits; redirects are not followed. Only 200 is success. https://apidocs.nhanh.vn/v3/webhooks/webhooks */
export async function postHook(
  { clock, timeout }: { clock: Clock; timeout: number },
  to: SimHooks,
  hook: Hook,
): Promise<number | 'no answer'> {
  const answered = new AbortController();
  const late = clock.sleep(timeout, answered.signal).then(() => 'no answer' as const);
  const { body, headers } = envelope(to, hook);
  const sent = fetch(to.url, { method: 'POST', headers, body, redirect: 'manual' }).then(
    async (answer) => {
      await answer.arrayBuffer().catch(() => null);
      return answer.status;
    },
    () => 'no answer' as const,
  );
  try {
    return await Promise.race([sent, late]);
  } finally {
    answered.abort();
    late.catch(() => undefined);
  }
}

/** The verify token stands in the header, in API 2.0 in the body. */
function envelope(
  { version, token }: SimHooks,
  { event, business, data, old }: Hook,
): { body: string; headers: Record<string, string> } {
  const who = business === null ? {} : { businessId: Number(business) };
  if (version === 2) {
    const what = { data: old ?? data ?? {} };
    const body = JSON.stringify({ event, ...who, webhooksVerifyToken: token, ...what });
    return { body, headers: { 'content-type': 'application/json' } };
  }
  const body = JSON.stringify({ event, ...who, ...(data !== undefined && { data }) });
  return { body, headers: { 'content-type': 'application/json', authorization: token } };
}
