import { type AxiosAdapter, AxiosError, AxiosHeaders } from 'axios';
import type { Fetch } from '../../src/sandbox/web/serve.ts';

/** Carries a client's requests to a simulator without a network: for tests of many calls on a clock moved by hand. */
export function inMemory(fetch: Fetch): AxiosAdapter {
  return async (config) => {
    const url = new URL(`${config.baseURL ?? ''}${config.url ?? ''}`);
    for (const [name, value] of Object.entries(config.params ?? {}))
      url.searchParams.set(name, String(value));
    const headers = new Headers();
    for (const [name, value] of Object.entries(AxiosHeaders.from(config.headers).toJSON()))
      headers.set(name, String(value));
    const method = (config.method ?? 'get').toUpperCase();
    const body = method === 'GET' ? null : String(config.data ?? '');
    const answer = await fetch(new Request(url, { method, headers, body })).catch(() => null);
    if (answer === null) throw new AxiosError('the connection broke', 'ECONNRESET', config);
    const response = {
      data: await answer.text(),
      status: answer.status,
      statusText: answer.statusText,
      headers: AxiosHeaders.from(Object.fromEntries(answer.headers)),
      config,
    };
    if (answer.ok) return response;
    throw new AxiosError(`status ${answer.status}`, 'ERR_BAD_REQUEST', config, null, response);
  };
}
