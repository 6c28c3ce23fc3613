import type { Context } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { Changes } from './changes.ts';

/** Server-sent events that only say "look again"; the state has the rest. */
export function createEvents(changes: Changes): { stream(c: Context): Response; close(): void } {
  const ends = new Set<() => void>();
  return {
    stream(c) {
      // Ended streams must not leave a kept-alive connection behind: a stopping server would wait for it.
      c.header('connection', 'close');
      return streamSSE(c, async (stream) => {
        const { promise, resolve } = Promise.withResolvers<void>();
        const stop = changes.listen(() => void stream.writeSSE({ event: 'changed', data: '{}' }));
        stream.onAbort(resolve);
        ends.add(resolve);
        await stream.writeSSE({ event: 'changed', data: '{}' });
        await promise;
        ends.delete(resolve);
        stop();
      });
    },
    close() {
      for (const end of ends) end();
    },
  };
}
