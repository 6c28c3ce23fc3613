import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, it } from 'node:test';
import { lockFolder } from '../../src/ledger/lock.ts';
import { tempFolder } from '../support/temp-folder.ts';

const HOLD = `
  const { lockFolder } = await import(process.argv[1]);
  lockFolder(process.argv[2]);
  process.stdout.write('locked');
  process.stdin.resume();
`;

async function holdElsewhere(folder: string) {
  const lock = new URL('../../src/ledger/lock.ts', import.meta.url).href;
  const child = spawn(process.execPath, ['--input-type=module', '-e', HOLD, lock, folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return child;
}

describe('lockFolder', () => {
  it('refuses a folder that another process holds, and says what to do', async (t) => {
    const folder = tempFolder(t);
    const child = await holdElsewhere(folder);
    t.after(() => child.kill('SIGKILL'));

    assert.throws(
      () => lockFolder(folder),
      /Another Tenban is running on the data folder .*stop it/,
    );
  });

  it('is free again when its process was killed', async (t) => {
    const folder = tempFolder(t);
    const child = await holdElsewhere(folder);

    child.kill('SIGKILL');
    await once(child, 'close');
    const unlock = lockFolder(folder);

    unlock();
  });

  it('refuses a second lock of the same process until the first is released', (t) => {
    const folder = tempFolder(t);
    const unlock = lockFolder(folder);

    assert.throws(() => lockFolder(folder), /Another Tenban/);
    unlock();
    lockFolder(folder)();
  });

  it('holds folders apart', (t) => {
    const first = lockFolder(tempFolder(t));

    const second = lockFolder(tempFolder(t));

    first();
    second();
  });
});
