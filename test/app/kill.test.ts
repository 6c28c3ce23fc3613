import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { systemClock } from '../../src/lib/clock.ts';
import { createLineSimulator } from '../../src/sandbox/line/simulator.ts';
import { createOpnSimulator, type OpnSimulator } from '../../src/sandbox/opn/simulator.ts';
import { buttonsOf, textOf } from '../support/line-message.ts';

const USER = `U${'1'.repeat(32)}`;
const KEY = 'skey_test_kill0001';
const REFUNDS = { method: 'POST', path: '/charges/:id/refunds' };
/** Writes of one confirmed refund: intake, mark, turn, operation, answer, delivery. Checked by a test below. */
const WRITES = 14;

type Step = { name: string } & (
  | { write: number; when: 'before' | 'after' }
  | { call: 'lost' | 'made' }
);

const steps: Step[] = [
  ...Array.from({ length: WRITES }, (_, at) => at + 1).flatMap((write) =>
    (['before', 'after'] as const).map((when) => ({ name: `${when} write ${write}`, write, when })),
  ),
  { name: 'while Opn is asked and does nothing', call: 'lost' },
  { name: 'while Opn is asked and refunds', call: 'made' },
];

/** The outside world, which outlives every process of Tenban. */
async function openWorld(t: TestContext) {
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
  writeFileSync(join(dataDir, 'settings.json'), JSON.stringify(settings));
  const config = {
    mode: 'live',
    production: false,
    port: 0,
    baseUrl: 'http://localhost',
    dataDir,
    key: randomBytes(32).toString('base64'),
    defaults: { locale: 'en', timeZone: 'UTC' },
    line: secrets,
    slack: null,
    urls: { line: lineServer.url, slack: 'http://127.0.0.1:9', opn: opnServer.url },
    logLevel: 'silent',
    metricsToken: null,
  };
  return { opn, line, config };
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

type World = Awaited<ReturnType<typeof openWorld>>;

async function startChild(t: TestContext, { config, line }: World): Promise<ChildProcess> {
  const child = fork(new URL('../support/kill-child.ts', import.meta.url), [
    JSON.stringify(config),
  ]);
  t.after(() => child.kill('SIGKILL'));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message: { port: number }) => resolve(message.port));
    child.once('exit', (code) => reject(new Error(`Tenban ended with ${code}`)));
  });
  line.webhook(`http://127.0.0.1:${port}/line/webhook`);
  return child;
}

async function until(what: string, condition: () => boolean): Promise<void> {
  const end = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`waited in vain until ${what}`);
    await systemClock.sleep(5);
  }
}

function said({ line }: World): string[] {
  return line
    .chat(USER)
    .filter(({ user }) => user === null)
    .map(({ message }) => textOf(message));
}

async function previewed(world: World): Promise<{ charge: string; button: string }> {
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
async function arm(
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

describe('a refund killed at any step', { concurrency: 3 }, () => {
  for (const step of steps) {
    it(`ends in one refund and one answer: ${step.name}`, async (t) => {
      const world = await openWorld(t);
      const child = await startChild(t, world);
      const { charge, button } = await previewed(world);
      await systemClock.sleep(100);

      const { dead } = await arm(step, { child, opn: world.opn });
      const tap = await world.line.tap(USER, button);
      await dead;
      await startChild(t, world);
      if (tap.outcomes[0] !== 200) await world.line.redeliver(tap.id);
      await until('the answer is there', () =>
        said(world).some((text) => text.includes('✅ Refunded')),
      );
      await systemClock.sleep(200);

      assert.equal(world.opn.refundsOf(charge).length, 1);
      assert.equal(said(world).filter((text) => text.includes('✅ Refunded')).length, 1);
    });
  }

  it('has been killed at every write there is', async (t) => {
    const world = await openWorld(t);
    const child = await startChild(t, world);
    const { button } = await previewed(world);
    await systemClock.sleep(100);
    await arm({ name: 'never', write: 1_000, when: 'before' }, { child, opn: world.opn });

    await world.line.tap(USER, button);
    await until('the answer is there', () =>
      said(world).some((text) => text.includes('✅ Refunded')),
    );
    await systemClock.sleep(200);
    const counted = new Promise((resolve) => child.once('message', resolve));
    child.send('count');

    assert.deepEqual(await counted, { writes: WRITES });
  });
});
