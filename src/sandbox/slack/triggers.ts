import { secret } from './ids.ts';

const LIFE = 3_000;

/** Leaves to open a modal: three seconds, once. https://docs.slack.dev/interactivity/handling-user-interaction#trigger_id */
export type Triggers = {
  issue(user: string): string;
  /** The user, or Slack's error. */
  take(id: string): { user: string } | { error: string };
};

export function createTriggers(now: () => number): Triggers {
  const issued = new Map<string, { user: string; at: number; used: boolean }>();
  return {
    issue(user) {
      const id = `${now()}.${secret().slice(0, 12)}.${secret()}`;
      issued.set(id, { user, at: now(), used: false });
      return id;
    },
    take(id) {
      const trigger = issued.get(id);
      if (trigger === undefined) return { error: 'invalid_trigger_id' };
      if (trigger.used) return { error: 'exchanged_trigger_id' };
      if (now() - trigger.at >= LIFE) return { error: 'expired_trigger_id' };
      trigger.used = true;
      return { user: trigger.user };
    },
  };
}
