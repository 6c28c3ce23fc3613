import assert from 'node:assert/strict';
import { type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { it, type TestContext } from 'node:test';
import { systemClock } from '../../src/lib/clock.ts';
import { importSettings } from '../../src/transfer.ts';
import { bear, until } from './kill-world.ts';
import { APPS, createSides, joinedConnections } from './loyalty.ts';
import { changesOf, type Changes } from './loyalty-changes.ts';
import { APP, VERIFY } from './nhanh.ts';
import { nowhere } from './nowhere.ts';
import { tempFolder } from './temp-folder.ts';

/** Changes in all, and so many of them at a time, each of another thing. `patience` in milliseconds. */
type Size = { rounds: number; each: number; patience: number };
type World = Awaited<ReturnType<typeof openWorld>>;

/** Both sides change at once, webhooks come twice, in the wrong order or not at all, and the process is killed twice. */
export function killLoyalty(name: string, size: Size): void {
  it(name, async (t) => {
    const world = await openWorld(t);
    const { changes } = world;
    let child = await start(t, world);
    for (let round = 0; round < size.rounds; round += 1) {
      const written = world.cnv.written.length;
      changes.make(size.each);
      if (round === 1 || round === size.rounds - 1) {
        await until('some are written', () => world.cnv.written.length > written, size);
        await kill(child);
        child = await start(t, world);
      }
      await settled(world, size);
    }
    await kill(child);

    assert.deepEqual(changes.differences(), []);
    assert.deepEqual(changes.written(), changes.made());
  });
}

async function openWorld(t: TestContext) {
  const sides = createSides(systemClock);
  const servers = await Promise.all([sides.nhanh.listen(0), sides.cnv.listen(0)]);
  t.after(() => Promise.all(servers.map((server) => server.close())));
  const at = { nhanh: servers[0].url, cnv: servers[1].url };
  const dataDir = tempFolder(t);
  const key = randomBytes(32);
  const connections = await joinedConnections(systemClock, sides, { at, shop: 'a' });
  const shops = [{ id: 'a', name: 'A', locale: 'vi', timeZone: 'Asia/Ho_Chi_Minh' }];
  const file = { version: 1, shops, connections, apps: APPS };
  await importSettings({ dataDir, databaseUrl: null, keys: [key] }, JSON.stringify(file));
  const urls = { nhanh: at.nhanh, nhanhLogin: at.nhanh, cnv: at.cnv, cnvLogin: at.cnv };
  const config = {
    mode: 'live',
    production: false,
    port: 0,
    baseUrl: 'http://localhost',
    dataDir,
    databaseUrl: null,
    key: key.toString('base64'),
    defaults: { locale: 'vi', timeZone: 'UTC' },
    line: { channelSecret: 'kill-channel-secret', accessToken: 'kill-access-token' },
    slack: null,
    mail: null,
    urls: { ...nowhere, ...urls },
    logLevel: 'silent',
    metricsToken: null,
  };
  const changes: Changes = changesOf(sides);
  return { ...sides, changes, config };
}

async function start(t: TestContext, { nhanh, config }: World): Promise<ChildProcess> {
  const { child, port } = await bear(t, config);
  const url = `http://127.0.0.1:${port}/nhanhvn/hook/${APP}`;
  assert.equal(await nhanh.enableHooks(APP, { url, token: VERIFY }), true);
  nhanh.hooks.faults.set({ duplicates: 1, reorder: true, loss: 0.1 });
  return child;
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/** Between nudges, milliseconds: an edit that changes nothing, whose webhook has a cycle run. */
const NUDGE = 2_000;

async function settled({ changes }: World, size: Size): Promise<void> {
  let nudgedAt = performance.now();
  const isEqual = (): boolean => {
    if (performance.now() - nudgedAt > NUDGE) {
      changes.nudge();
      nudgedAt = performance.now();
    }
    return changes.differences().length === 0;
  };
  await until('both sides are equal', isEqual, size).catch((error: unknown) => {
    throw new Error(changes.differences().slice(0, 10).join('\n'), { cause: error });
  });
  changes.endRound();
}
