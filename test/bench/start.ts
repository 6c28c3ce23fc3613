import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const Package = z.object({ scripts: z.object({ start: z.string() }) });

export type Env = { [name: string]: string };

/** A server in a process of its own. */
export type Running = {
  url: string;
  /** CPU time of all its threads so far, seconds; 0 where the system does not tell. */
  cpu(): number;
  /** Resident memory, bytes; 0 where the system does not tell. */
  memory(): number;
  /** At once, whatever it is doing. */
  kill(): Promise<void>;
};

/** Tenban with exactly the command line of `npm start`, on any free port. */
export function startTenban(env: Env): Promise<Running> {
  const { scripts } = Package.parse(JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')));
  return start(scripts.start.split(' ').slice(1), { PORT: '0', LOG_LEVEL: 'error', ...env });
}

export function startPlain(kind: 'bare' | 'line-sdk'): Promise<Running> {
  return start(['test/bench/plain-server.ts', kind], {});
}

/** Page365 with a month of so many bills, and PEAK. */
export function startBooks(month: string, bills: number): Promise<Running> {
  return start(['test/bench/books-server.ts', month, `${bills}`], {});
}

/** Resolves once the process says on which port it listens; rejects when it ends before. */
async function start(args: string[], env: Env): Promise<Running> {
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  const listens = new Promise<string>((resolve) => {
    createInterface(child.stdout).on('line', (line) => {
      const port = /on port (\d+)$/.exec(line)?.[1];
      if (port !== undefined) resolve(port);
    });
  });
  const early = ended.then(() => Promise.reject(new Error(`${args.join(' ')} ended at once`)));
  const port = await Promise.race([listens, early]);
  return {
    url: `http://127.0.0.1:${port}`,
    cpu: () => cpuOf(child.pid ?? 0),
    memory: () => memoryOf(child.pid ?? 0),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}

/** User and system time, the 14th and 15th field of `/proc/PID/stat`, in hundredths of a second. */
function cpuOf(pid: number): number {
  const fields = read(`/proc/${pid}/stat`).split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11] ?? 0) + Number(fields[12] ?? 0)) / 100;
}

function memoryOf(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) * 1024;
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
