import type { Clock } from '../../core/clock.ts';
import type { Hook } from './post.ts';
import type { NhanhRules } from './rules.ts';

type Send = (appId: string, hook: Hook) => void;
type Batching = {
  clock: Clock;
  rules: NhanhRules['hooks']['batch'];
  signal: AbortSignal;
  send: Send;
};

/** Rows of one business that come within a moment of each other go as one list. */
export function createBatches({ clock, rules, signal, send }: Batching): Send {
  const waiting = new Map<string, unknown[]>();

  async function flush(appId: string, { event, business }: Hook): Promise<void> {
    await clock.sleep(rules.ms, signal).catch(() => undefined);
    const key = keyOf(appId, { event, business });
    const rows = waiting.get(key) ?? [];
    waiting.delete(key);
    if (signal.aborted) return;
    for (let start = 0; start < rows.length; start += rules.size)
      send(appId, { event, business, data: rows.slice(start, start + rules.size) });
  }

  return (appId, hook) => {
    const key = keyOf(appId, hook);
    const rows = waiting.get(key);
    waiting.set(key, [...(rows ?? []), hook.data]);
    if (rows === undefined) void flush(appId, hook);
  };
}

function keyOf(appId: string, { event, business }: Hook): string {
  return `${appId} ${business ?? ''} ${event}`;
}
