import { createChance } from '../chance.ts';
import { type AttemptParts, type Attempts, createAttempts } from './attempts.ts';
import { createBatches } from './batches.ts';
import type { Hook } from './post.ts';
import type { HookFaults } from './types.ts';

export type Hooks = {
  /** On its way at once. */
  send(appId: string, hook: Hook): void;
  /** Collected for a moment, and sent together. */
  batch(appId: string, hook: Hook): void;
  attempts: Attempts;
  faults: { set(change: Partial<HookFaults>): void; current(): HookFaults };
  idle(): Promise<void>;
};

/** `signal` ends retries. */
export type HookParts = AttemptParts & { signal: AbortSignal };

/** Sends webhooks: twice, late, in the wrong order or not at all when told to, and again while they fail. */
export function createHooks(parts: HookParts): Hooks {
  const { clock, rules, signal } = parts;
  const attempts = createAttempts(parts);
  const chance = createChance(7);
  const onWay = new Set<Promise<unknown>>();
  let held: (() => void) | null = null;
  let faults: HookFaults = { duplicates: 0, reorder: false, loss: 0, delay: 0 };

  function track<Result>(work: Promise<Result>): Promise<Result> {
    onWay.add(work);
    void work.finally(() => onWay.delete(work));
    return work;
  }

  async function deliver(appId: string, hook: Hook): Promise<void> {
    if (faults.delay > 0) await clock.sleep(faults.delay, signal).catch(() => undefined);
    if (chance() < faults.loss)
      return attempts.note(appId, { event: hook.event, attempt: 1, outcome: 'lost' });
    const copies = faults.duplicates;
    const ok = await attempts.attempt(appId, hook, 1);
    for (let copy = 0; copy < copies; copy += 1) await attempts.attempt(appId, hook, 1);
    if (!ok) void again(appId, hook);
  }

  async function again(appId: string, hook: Hook): Promise<void> {
    for (const [index, gap] of rules.retries.entries()) {
      await clock.sleep(gap, signal).catch(() => undefined);
      if (signal.aborted) return;
      if (await track(attempts.attempt(appId, hook, index + 2))) return;
    }
  }

  function send(appId: string, hook: Hook): void {
    const start = (): void => void track(deliver(appId, hook));
    const overtaken = held;
    held = faults.reorder && overtaken === null ? start : null;
    if (held !== null) return;
    start();
    overtaken?.();
  }

  return {
    send,
    batch: createBatches({ clock, rules: rules.batch, signal, send }),
    attempts,
    faults: {
      set(change) {
        faults = { ...faults, ...change };
        if (faults.reorder) return;
        held?.();
        held = null;
      },
      current: () => faults,
    },
    async idle() {
      while (onWay.size > 0) await Promise.all(onWay);
    },
  };
}
