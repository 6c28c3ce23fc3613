import type { Clock } from '../../core/clock.ts';
import { type Hook, postHook } from './post.ts';
import type { NhanhRules } from './rules.ts';
import type { HookAttempt, SimApp, SimHooks } from './types.ts';

export type AttemptParts = {
  clock: Clock;
  rules: NhanhRules['hooks'];
  app(id: string): SimApp;
  /** Nhanh switches the app's webhooks off: too much failed. */
  switchOff(appId: string): void;
  changed(): void;
};

export type Attempts = {
  /** Whether it need not be tried again. */
  attempt(appId: string, hook: Hook, number: number): Promise<boolean>;
  /** Whether the address answers the health probe. */
  probe(appId: string, hooks: SimHooks): Promise<boolean>;
  note(appId: string, what: Omit<HookAttempt, 'appId' | 'at'>): void;
  /** Oldest first. */
  all: HookAttempt[];
};

/** Tries webhooks and watches how well that goes: too many failures and a failed probe end it. */
export function createAttempts(parts: AttemptParts): Attempts {
  const { clock, rules } = parts;
  const all: HookAttempt[] = [];
  const lately = new Map<string, boolean[]>();

  function note(appId: string, what: Omit<HookAttempt, 'appId' | 'at'>): void {
    all.push({ appId, ...what, at: clock.now().epochMilliseconds });
    parts.changed();
  }

  async function probe(appId: string, hooks: SimHooks): Promise<boolean> {
    const hook = { event: 'webhooksEnabled', business: null };
    const outcome = await postHook({ clock, timeout: rules.timeout }, hooks, hook);
    note(appId, { event: hook.event, attempt: 1, outcome });
    return outcome === 200;
  }

  async function judge(appId: string, ok: boolean): Promise<void> {
    const recent = [...(lately.get(appId) ?? []), ok].slice(-rules.health.attempts);
    lately.set(appId, recent);
    if (recent.filter((good) => !good).length < rules.health.failures) return;
    lately.delete(appId);
    if (!(await probe(appId, parts.app(appId).hooks))) parts.switchOff(appId);
  }

  async function attempt(appId: string, hook: Hook, number: number): Promise<boolean> {
    const { hooks, active } = parts.app(appId);
    const off = !hooks.enabled || !active;
    const outcome = off ? 'off' : await postHook({ clock, timeout: rules.timeout }, hooks, hook);
    note(appId, { event: hook.event, attempt: number, outcome });
    if (!off) await judge(appId, outcome === 200);
    return off || outcome === 200;
  }

  return { attempt, probe, note, all };
}
