import { createLog } from '../../src/lib/log.ts';
import type { Log } from '../../src/core/log.ts';

/** A real log whose lines can be read. */
export function recordingLog(level = 'debug'): { log: Log; lines: string[] } {
  const lines: string[] = [];
  return { log: createLog(level, { write: (line) => void lines.push(line) }), lines };
}
