import autocannon from 'autocannon';
import { quantile } from './figures.ts';
import type { Signed } from './line-events.ts';
import type { Running } from './start.ts';

export const CONNECTIONS = 50;

/** Times in milliseconds; `answered` counts those with status 200; `cpu` is the server's per request, microseconds. */
export type Measured = {
  perSecond: number;
  p50: number;
  p99: number;
  answered: number;
  cpu: number;
};

/**
 * Keeps 50 connections busy with one webhook after the other until each of these was sent once. Autocannon makes the bytes
 * of all of them before the first is sent, so that its own cost is the same whatever it measures. The times are its own,
 * only not rounded to milliseconds.
 */
export function load(server: Running, webhooks: readonly Signed[]): Promise<Measured> {
  const each = Math.floor(webhooks.length / CONNECTIONS);
  const amount = each * CONNECTIONS;
  let connection = 0;
  const times: number[] = [];
  let answered = 0;
  let started = 0;
  let ended = 0;
  let busy = 0;
  return new Promise((resolve, reject) => {
    const options = {
      url: `${server.url}/line/webhook`,
      method: 'POST',
      connections: CONNECTIONS,
      amount,
      timeout: 30,
      setupClient(client) {
        const from = each * connection++;
        client.setRequests(webhooks.slice(from, from + each));
      },
    } satisfies autocannon.Options;
    const instance = autocannon(options, (error: Error | null) => {
      if (error !== null) return reject(error);
      resolve({
        perSecond: (times.length / (ended - started)) * 1_000,
        p50: quantile(times, 0.5),
        p99: quantile(times, 0.99),
        answered,
        cpu: ((server.cpu() - busy) / amount) * 1e6,
      });
    });
    instance.on('start', () => {
      started = performance.now();
      busy = server.cpu();
    });
    instance.on('response', (_client, status, _bytes, time) => {
      ended = performance.now();
      times.push(time);
      if (status === 200) answered += 1;
    });
  });
}
