import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { systemClock } from '../../src/lib/clock.ts';
import { createLineSimulator } from '../../src/sandbox/line/simulator.ts';
import { createOpnSimulator, type OpnSimulator } from '../../src/sandbox/opn/simulator.ts';
import { importSettings } from '../../src/transfer.ts';
import { nowhere } from './nowhere.ts';
import { buttonsOf, textOf } from './line-message.ts';

const USER = `U${'1'.repeat(32)}`;
const KEY = 'skey_test_kill0001';
const REFUNDS = { method: 'POST', path: '/charges/:id/refunds' };
export type Step = { name: string } & (
  | { write: number; when: 'before' | 'after' }
  | { call: 'lost' | 'made' }
);

/** Before and after each write to the ledger, and while the remote system is asked. */
export function everyStep(writes: number): Step[] {
  const times = Array.from({ length: writes }, (_, at) => at + 1);
  return [
    ...times.flatMap((write) =>
      (['before', 'after'] as const).map((when) => ({
        name: `${when} write ${write}`,
        write,
        when,
      })),
    ),
    { name: 'while Opn is asked and does nothing', call: 'lost' },
    { name: 'while Opn is asked and refunds', call: 'made' },
  ];
}

/** What stands in the settings besides. */
type More = { people?: object[]; limits?: object[] };

/** The outside world, which outlives every process of Tenban. */
export async function openWorld(t: TestContext, databaseUrl: string | null, more: More = {}) {
  const opn = createOpnSimulator({
    clock: systemClock,
    keys: { [KEY]: { account: 'a', country: 'TH', currency: 'THB' } },
  });
  const secrets = { channelSecret: 'kill-channel-secret', accessToken: 'kill-access-token' };
  const line = createLineSimulator({
    clock: systemClock,
    ...secrets,
    destination: `U${'0'.repeat(32)}`,
  });
  line.addUser({ id: USER, name: 'Nok' });
  const [opnServer, lineServer] = await Promise.all([opn.listen(0), line.listen()]);
  t.after(() => Promise.all([opnServer.close(), lineServer.close()]));
  const dataDir = mkdtempSync(join(tmpdir(), 'tenban-kill-'));
  t.after(() => rmSync(dataDir, { recursive: true, force: true }));
  const key = randomBytes(32);
  const config = {
    mode: 'live',
    production: false,
    port: 0,
    baseUrl: 'http://localhost',
    dataDir,
    databaseUrl,
    key: key.toString('base64'),
    defaults: { locale: 'en', timeZone: 'UTC' },
    line: secrets,
    slack: null,
    mail: null,
    urls: { ...nowhere, line: lineServer.url, slack: 'http://127.0.0.1:9', opn: opnServer.url },
    logLevel: 'silent',
    metricsToken: null,
  };
  const file = { ...settings, ...more, people: [...settings.people, ...(more.people ?? [])] };
  await importSettings({ dataDir, databaseUrl, keys: [key] }, JSON.stringify(file));
  return { opn, line, config, user: USER };
}

const settings = {
  version: 1,
  shops: [{ id: 'a', name: 'A', locale: 'en', timeZone: 'Asia/Bangkok' }],
  people: [
    { id: 'nok', name: 'Nok', roles: { a: 'owner' }, identities: [{ platform: 'line', id: USER }] },
  ],
  connections: [
    {
      id: 'a-opn',
      shop: 'a',
      system: 'opn',
      secrets: { secretKey: KEY },
      options: { settleSeconds: 1 },
    },
  ],
};

export type World = Awaited<ReturnType<typeof openWorld>>;

type Living = { config: object; line: World['line'] };

export async function startChild(t: TestContext, { config, line }: Living): Promise<ChildProcess> {
  const { child, port } = await bear(t, config);
  line.webhook(`http://127.0.0.1:${port}/line/webhook`);
  return child;
}

/** A Tenban in a process of its own, and the port it listens at. */
export async function bear(
  t: TestContext,
  config: object,
): Promise<{ child: ChildProcess; port: number }> {
  const child = fork(new URL('./kill-child.ts', import.meta.url), [JSON.stringify(config)]);
  t.after(() => child.kill('SIGKILL'));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
    child.once('exit', (code) => reject(new Error(`Tenban ended with ${code}`)));
  });
  return { child, port };
}

/** `patience` in milliseconds. */
export async function until(
  what: string,
  condition: () => boolean,
  { patience = 20_000 }: { patience?: number } = {},
): Promise<void> {
  const end = performance.now() + patience;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await systemClock.sleep(5);
  }
}

export function said({ line }: World): string[] {
  return line
    .chat(USER)
    .filter(({ user }) => user === null)
    .map(({ message }) => textOf(message));
}

export async function previewed(world: World): Promise<{ charge: string; button: string }> {
  const { id } = world.opn.seed('a', { amount: 150_000, currency: 'THB' });
  await world.line.say(USER, `refund ${id} 500 damaged`);
  await until('the preview is shown', () =>
    said(world).some((text) => text.includes('Check this refund')),
  );
  const buttons = world.line.chat(USER).flatMap(({ message }) => buttonsOf(message));
  return {
    charge: id,
    button: buttons.find(({ label }) => label === 'Refund ฿500.00')?.data ?? '',
  };
}

/** Arms the process, or the moment of the call to Opn; resolves, ready for the tap, to the wait for its end. */
export async function arm(
  step: Step,
  { child, opn }: { child: ChildProcess; opn: OpnSimulator },
): Promise<{ dead: Promise<void> }> {
  const dead = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  if ('write' in step) {
    const armed = new Promise((resolve) => child.once('message', resolve));
    child.send({ write: step.write, when: step.when });
    await armed;
    return { dead };
  }
  const asked = opn.requests.length;
  opn.faults.set({
    kind: 'hang',
    ms: 3_000,
    effect: step.call === 'made',
    times: 1,
    match: REFUNDS,
  });
  const isAsked = (): boolean => opn.requests.slice(asked).some(({ method }) => method === 'POST');
  void until('Opn is asked', isAsked).then(() => child.kill('SIGKILL'));
  return { dead };
}
