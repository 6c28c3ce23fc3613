import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { openFileSettings } from '../../src/settings/open-file.ts';
import { createSecretBox } from '../../src/settings/secret-box.ts';
import { killAtRandom } from '../support/kill.ts';
import { settingsFile } from '../support/settings-file.ts';
import { tempFolder } from '../support/temp-folder.ts';

const SCRIPT = new URL('./kill-child.ts', import.meta.url);
const ROUNDS = 17;
const LANES = ['a', 'b', 'c'];

describe('the settings file under kill -9', { concurrency: true }, () => {
  for (const lane of LANES) {
    it(`is whole and has every acknowledged change after each of ${ROUNDS} kills (${lane})`, async (t) => {
      const folder = tempFolder(t);
      const file = join(folder, 'settings.json');
      const key = randomBytes(32);
      writeFileSync(file, JSON.stringify(settingsFile()));

      for (let round = 0; round < ROUNDS; round += 1) {
        const versions = await killAtRandom(SCRIPT, [folder, key.toString('base64')]);
        const acknowledged = Number(versions.at(-1));
        const settings = await openFileSettings({
          file,
          secretBox: createSecretBox({ current: key }),
        });
        const version = (await settings.get('shops', 'baan-suan'))?.version ?? 0;
        // One more may have been written without a chance to say so.
        assert.ok([acknowledged, acknowledged + 1].includes(version), `${version}`);
      }
    });
  }
});
