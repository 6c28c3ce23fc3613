import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = {
  /** Prometheus text exposition. */
  expose(): Promise<string>;
  webhook(labels: { source: string; outcome: string }): void;
  call(call: { system: string; name: string; outcome: string; seconds: number }): void;
  jobs(counts: { waiting: number; running: number; failed: number }): void;
};

export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const webhooks = new Counter({
    name: 'tenban_webhooks_total',
    help: 'Webhook requests received',
    labelNames: ['source', 'outcome'],
    registers,
  });
  const calls = new Histogram({
    name: 'tenban_remote_call_seconds',
    help: 'Calls to remote systems',
    labelNames: ['system', 'call', 'outcome'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers,
  });
  const jobs = new Gauge({
    name: 'tenban_jobs',
    help: 'Jobs in the queue',
    labelNames: ['state'],
    registers,
  });
  return {
    expose: () => registry.metrics(),
    webhook: (labels) => webhooks.inc(labels),
    call: ({ system, name, outcome, seconds }) =>
      calls.observe({ system, call: name, outcome }, seconds),
    jobs(counts) {
      for (const [state, count] of Object.entries(counts)) jobs.set({ state }, count);
    },
  };
}
