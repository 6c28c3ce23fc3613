import type { Clock } from '../../core/clock.ts';

export type Changes = {
  changed(): void;
  /** Returns how to stop listening. */
  listen(listener: () => void): () => void;
  close(): void;
};

type Source = { onChange(listener: () => void): () => void };

/** One card is several changes; the page looks once. Milliseconds. */
const PAUSE = 40;

/** Gathers the changes of the simulators and tells of them at most once per pause. */
export function createChanges(clock: Clock, sources: readonly Source[]): Changes {
  const listeners = new Set<() => void>();
  let waiting = false;

  async function changed(): Promise<void> {
    if (waiting) return;
    waiting = true;
    await clock.sleep(PAUSE);
    waiting = false;
    for (const listener of listeners) listener();
  }

  const stops = sources.map((source) => source.onChange(() => void changed()));
  return {
    changed: () => void changed(),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      for (const stop of stops) stop();
      listeners.clear();
    },
  };
}
