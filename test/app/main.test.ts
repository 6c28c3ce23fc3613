import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, it, type TestContext } from 'node:test';

const KEY = Buffer.alloc(32, 7).toString('base64');
const LIVE = {
  SECRET_KEY: KEY,
  LINE_CHANNEL_SECRET: 'quiet-channel',
  LINE_CHANNEL_ACCESS_TOKEN: 'quiet-token',
  LINE_API_URL: 'http://127.0.0.1:9',
};
const SETTINGS = {
  version: 1,
  shops: [{ id: 'a', name: 'A', locale: 'th', timeZone: 'Asia/Bangkok' }],
  people: [],
  connections: [
    {
      id: 'a-opn',
      shop: 'a',
      system: 'opn',
      secrets: { secretKey: 'skey_test_plain' },
      options: {},
    },
  ],
};

function folder(t: TestContext): string {
  const dir = mkdtempSync(join(tmpdir(), 'tenban-main-'));
  t.after(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

type Run = { child: ChildProcess; output: () => string; ended: Promise<number | null> };

function run(t: TestContext, env: Record<string, string>, words: string[] = []): Run {
  const main = new URL('../../src/main.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, ...words], {
    cwd: env['DATA_DIR'],
    env: { PATH: process.env['PATH'], ...env },
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => resolve(code)),
  );
  t.after(() => child.kill('SIGKILL'));
  return { child, output: () => text, ended };
}

async function listening({ output, ended }: Run): Promise<number> {
  let over = false;
  void ended.then(() => (over = true));
  for (;;) {
    const port = /(?:port |localhost:)(\d+)/.exec(output())?.[1];
    if (port !== undefined) return Number(port);
    if (over) throw new Error(`Tenban ended: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

describe('starting Tenban', () => {
  it('with half a configuration is refused, every problem named and no value', async (t) => {
    const started = run(t, {
      DATA_DIR: folder(t),
      LINE_CHANNEL_SECRET: 'quiet-channel',
      PORT: 'x',
    });

    assert.equal(await started.ended, 1);
    for (const name of ['LINE_CHANNEL_ACCESS_TOKEN', 'SECRET_KEY', 'PORT'])
      assert.match(started.output(), new RegExp(name));
    assert.doesNotMatch(started.output(), /quiet-channel/);
  });

  it('in production without a platform is refused', async (t) => {
    const started = run(t, { DATA_DIR: folder(t), NODE_ENV: 'production' });

    assert.equal(await started.ended, 1);
    assert.match(started.output(), /production never runs the sandbox/);
  });

  it('answers, keeps a second process off its folder, and stops on SIGTERM', async (t) => {
    const env = { ...LIVE, DATA_DIR: folder(t), PORT: '0' };
    const first = run(t, env);
    const port = await listening(first);

    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    const second = run(t, env);
    const secondCode = await second.ended;
    first.child.kill('SIGTERM');

    assert.equal(ready.status, 200);
    assert.equal(secondCode, 1);
    assert.match(second.output(), /DATA_DIR|folder|already/i);
    assert.equal(await first.ended, 0);
  });

  it('with nothing configured is the sandbox', async (t) => {
    const started = run(t, { DATA_DIR: folder(t), PORT: '0' });
    const port = await listening(started);

    const page = await (await fetch(`http://127.0.0.1:${port}/`)).text();

    assert.match(page, /Tenban/);
    started.child.kill('SIGTERM');
    assert.equal(await started.ended, 0);
  });
});

describe('settings on the command line', () => {
  it('are imported with their secrets encrypted, and exported without a plain one', async (t) => {
    const env = { ...LIVE, DATA_DIR: folder(t) };
    const file = join(env.DATA_DIR, 'in.json');
    const out = join(env.DATA_DIR, 'out.json');
    writeFileSync(file, JSON.stringify(SETTINGS));

    const imported = await run(t, env, ['settings', 'import', file]).ended;
    const exported = await run(t, env, ['settings', 'export', out]).ended;

    assert.deepEqual([imported, exported], [0, 0]);
    for (const path of [join(env.DATA_DIR, 'settings.json'), out]) {
      const text = readFileSync(path, 'utf8');
      assert.match(text, /"a-opn"/);
      assert.match(text, /enc:v1:/);
      assert.doesNotMatch(text, /skey_test_plain/);
    }
  });

  it('are refused while Tenban runs', async (t) => {
    const env = { ...LIVE, DATA_DIR: folder(t), PORT: '0' };
    const file = join(env.DATA_DIR, 'in.json');
    writeFileSync(file, JSON.stringify(SETTINGS));
    await listening(run(t, env));

    const importing = run(t, env, ['settings', 'import', file]);

    assert.equal(await importing.ended, 1);
    assert.match(importing.output(), /Tenban/);
    assert.equal(existsSync(join(env.DATA_DIR, 'settings.json')), false);
  });

  it('that are broken change nothing and name the place, not the secret', async (t) => {
    const env = { ...LIVE, DATA_DIR: folder(t) };
    const file = join(env.DATA_DIR, 'in.json');
    const [connection] = SETTINGS.connections;
    writeFileSync(
      file,
      JSON.stringify({ ...SETTINGS, connections: [{ ...connection, shop: 'nowhere' }] }),
    );

    const importing = run(t, env, ['settings', 'import', file]);

    assert.equal(await importing.ended, 1);
    assert.match(importing.output(), /connections.*shop/s);
    assert.doesNotMatch(importing.output(), /skey_test_plain/);
  });
});

describe('the audit log on the command line', () => {
  it('is looked over while Tenban runs, and a changed entry ends with 1', async (t) => {
    const env = { ...LIVE, DATA_DIR: folder(t), PORT: '0' };
    await listening(run(t, env));
    const database = new DatabaseSync(join(env.DATA_DIR, 'ledger.sqlite'));

    const sound = run(t, env, ['audit', 'verify']);
    const soundCode = await sound.ended;
    database.exec("insert into auditHeads (shop, seq, hash) values ('a', 3, 'x')");
    database.close();
    const broken = run(t, env, ['audit', 'verify']);
    const brokenCode = await broken.ended;

    assert.deepEqual([soundCode, brokenCode], [0, 1]);
    assert.match(sound.output(), /The audit log is empty/);
    assert.match(broken.output(), /a: BROKEN after 0 sound entries: entry 1 is missing/);
  });
});
