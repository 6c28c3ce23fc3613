import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, type Measured } from './load.ts';

const SECRET = 'bench-channel-secret';
const KINDS = ['bare', 'line-sdk', 'tenban'] as const;
const ROUNDS = 3;
const CONNECTIONS = 50;

type Kind = (typeof KINDS)[number];
type Running = { child: ChildProcess; port: number; dataDir: string };

/** Servers in turn, several times, because machines are noisy; what is printed are medians. */
async function main(): Promise<void> {
  const rounds: Record<Kind, Measured[]> = { bare: [], 'line-sdk': [], tenban: [] };
  let idle = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const kind of KINDS) {
      const server = await start(kind);
      if (kind === 'tenban') idle = await memoryOf(server);
      const about = {
        port: server.port,
        path: '/line/webhook',
        secret: SECRET,
        connections: CONNECTIONS,
      };
      await load({ ...about, requests: 2_000 });
      rounds[kind].push(await load({ ...about, requests: kind === 'tenban' ? 10_000 : 30_000 }));
      await stop(server);
    }
  }
  report(rounds, idle);
}

function report(rounds: Record<Kind, Measured[]>, idle: number): void {
  const base = median(rounds.bare, 'perSecond');
  const rows = KINDS.map((kind) => ({
    server: kind,
    'per second': Math.round(median(rounds[kind], 'perSecond')),
    'of bare': (median(rounds[kind], 'perSecond') / base).toFixed(2),
    'p50 ms': median(rounds[kind], 'p50').toFixed(2),
    'p99 ms': median(rounds[kind], 'p99').toFixed(2),
    failed: rounds[kind].reduce((sum, { failed }) => sum + failed, 0),
  }));
  console.log(`Webhook intake, ${CONNECTIONS} connections, medians of ${ROUNDS} rounds`);
  console.table(rows);
  console.log(`Idle memory of a live configuration: ${Math.round(idle / 1e6)} MB`);
}

function median(measured: Measured[], figure: Exclude<keyof Measured, 'failed'>): number {
  const sorted = measured.map((each) => each[figure]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function start(kind: Kind): Promise<Running> {
  const dataDir = mkdtempSync(join(tmpdir(), 'tenban-bench-'));
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify({ version: 1 }));
  const nowhere = 'http://127.0.0.1:9';
  const config = {
    mode: 'live',
    production: false,
    port: 0,
    baseUrl: 'http://localhost',
    dataDir,
    databaseUrl: null,
    defaults: { locale: 'en', timeZone: 'UTC' },
    line: { channelSecret: SECRET, accessToken: 'bench-access-token' },
    slack: null,
    urls: { line: nowhere, slack: nowhere, opn: nowhere },
    logLevel: 'silent',
    metricsToken: null,
  };
  const child = fork(new URL('./server.ts', import.meta.url), [kind, JSON.stringify(config)]);
  const port = await new Promise<number>((resolve) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
  });
  return { child, port, dataDir };
}

function memoryOf({ child }: Running): Promise<number> {
  return new Promise((resolve) => {
    child.once('message', (message: { rss: number }) => resolve(message.rss));
    child.send('memory');
  });
}

async function stop({ child, dataDir }: Running): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await ended;
  rmSync(dataDir, { recursive: true, force: true });
}

await main();
