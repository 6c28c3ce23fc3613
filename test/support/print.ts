import { writeSync } from 'node:fs';

/** Prints a line before it returns, however slowly the reader reads: the pipe to it may be full for a while. */
export function print(line: string): void {
  for (let left = Buffer.from(`${line}\n`); left.length > 0;) {
    try {
      left = left.subarray(writeSync(1, left));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EAGAIN')) throw error;
    }
  }
}
