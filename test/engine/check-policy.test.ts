import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { Role } from '../../src/core/settings.ts';
import { checkPolicy } from '../../src/engine/check-policy.ts';
import { openFileSettings } from '../../src/settings/open-file.ts';
import { createSecretBox } from '../../src/settings/secret-box.ts';
import { recordingLog } from '../support/log.ts';
import { tempFolder } from '../support/temp-folder.ts';

async function settingsWith(t: TestContext, people: Record<string, Record<string, Role>>) {
  const secretBox = createSecretBox({ current: randomBytes(32), previous: [] });
  const settings = await openFileSettings({ file: join(tempFolder(t), 's.json'), secretBox });
  for (const id of ['a', 'b'])
    await settings.update('shops', id, () => ({
      id,
      name: id,
      locale: 'th',
      timeZone: 'Asia/Bangkok',
      version: 1,
    }));
  for (const [id, roles] of Object.entries(people))
    await settings.update('people', id, () => ({
      id,
      name: id,
      roles,
      identities: [],
      version: 1,
    }));
  return settings;
}

describe('the policy at start-up', () => {
  it('is refused where people are known but no shop has an owner, saying what to do', async (t) => {
    const settings = await settingsWith(t, { nok: { a: 'approver' }, lek: {} });
    const { log } = recordingLog();

    await assert.rejects(
      checkPolicy(settings, log),
      /2 people.*no shop has an owner: a, b.*"owner"/,
    );
  });

  it('is taken where nobody is known yet', async (t) => {
    const settings = await settingsWith(t, {});
    const { log, lines } = recordingLog();

    await checkPolicy(settings, log);

    assert.deepEqual(lines, []);
  });

  it('is taken with a word in the log where one shop of several has no owner', async (t) => {
    const settings = await settingsWith(t, { nok: { a: 'owner' } });
    const { log, lines } = recordingLog();

    await checkPolicy(settings, log);

    assert.match(lines.join(), /"shops":\["b"\]/);
  });
});
