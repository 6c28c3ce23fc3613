import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { SettingsError } from '../../src/settings/check.ts';
import { openFileSettings } from '../../src/settings/open-file.ts';
import { createSecretBox } from '../../src/settings/secret-box.ts';
import { settingsContract } from '../contracts/settings.ts';
import { settingsFile } from '../support/settings-file.ts';
import { tempFolder } from '../support/temp-folder.ts';

const KEY = randomBytes(32);
const NEW_KEY = randomBytes(32);
const secretBox = createSecretBox({ current: KEY });

function put(t: TestContext, content: unknown): string {
  const file = join(tempFolder(t), 'settings.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

async function refusal(file: string, box = secretBox): Promise<SettingsError> {
  try {
    await openFileSettings({ file, secretBox: box });
  } catch (error) {
    if (error instanceof SettingsError) return error;
  }
  throw new Error('the settings were not refused');
}

settingsContract('a file', (t, file) => openFileSettings({ file: put(t, file), secretBox }));

describe('the settings file', () => {
  it('is empty settings when it is not there, and appears with the first change', async (t) => {
    const file = join(tempFolder(t), 'settings.json');
    const settings = await openFileSettings({ file, secretBox });
    const shop = { id: 's', name: 'S', locale: 'en', timeZone: 'UTC', version: 1 } as const;

    const before = await settings.list('shops');
    await settings.update('shops', 's', () => shop);

    const again = await openFileSettings({ file, secretBox });
    assert.deepEqual(before, []);
    assert.deepEqual(await again.get('shops', 's'), shop);
    assert.equal(statSync(file).mode & 0o777, 0o600);
  });

  it('holds nothing in plain once it was opened', async (t) => {
    const apps = { peak: { secrets: { connectId: 'peak-plain' } } };
    const file = put(t, { ...settingsFile(), apps });

    await openFileSettings({ file, secretBox });

    const json = readFileSync(file, 'utf8');
    assert.doesNotMatch(json, /plain/);
    assert.equal(json.match(/"enc:v1:[0-9a-f]{8}:[\w-]+"/g)?.length, 3);
  });

  it('is not written again when nothing changes', async (t) => {
    const file = put(t, settingsFile());
    await openFileSettings({ file, secretBox });
    const { ino } = statSync(file);

    await openFileSettings({ file, secretBox });

    assert.equal(statSync(file).ino, ino);
  });

  it('moves to a new key while the previous one is known', async (t) => {
    const file = put(t, settingsFile());
    await openFileSettings({ file, secretBox });

    await openFileSettings({
      file,
      secretBox: createSecretBox({ current: NEW_KEY, previous: [KEY] }),
    });

    const settings = await openFileSettings({
      file,
      secretBox: createSecretBox({ current: NEW_KEY }),
    });
    const opn = await settings.get('connections', 'baan-suan-opn');
    assert.equal(opn && settings.reveal(opn)['secretKey'], 'skey_test_plain');
  });

  it('names every secret of an unknown key, and stays as it was', async (t) => {
    const file = put(t, settingsFile());
    await openFileSettings({ file, secretBox });
    const before = readFileSync(file, 'utf8');

    const { problems, message } = await refusal(file, createSecretBox({ current: NEW_KEY }));

    assert.deepEqual(problems, [
      'connection "baan-suan-opn": the secret "secretKey" cannot be decrypted',
      'connection "baan-suan-opn": the secret "webhookSecret" cannot be decrypted',
    ]);
    assert.match(message, /SECRET_KEY_PREVIOUS/);
    assert.equal(readFileSync(file, 'utf8'), before);
  });

  it('refuses a cipher text that was copied to another connection', async (t) => {
    const file = put(t, settingsFile());
    await openFileSettings({ file, secretBox });
    const stored = JSON.parse(readFileSync(file, 'utf8'));
    stored.connections.push({ ...stored.connections[0], id: 'rival-opn' });
    writeFileSync(file, JSON.stringify(stored));

    const { problems } = await refusal(file);

    assert.deepEqual(problems, [
      'connection "rival-opn": the secret "secretKey" cannot be decrypted',
      'connection "rival-opn": the secret "webhookSecret" cannot be decrypted',
    ]);
  });

  it('lists every problem by its path and shows no secret', async (t) => {
    const file = put(t, {
      ...settingsFile(),
      shops: [{ id: 'baan suan', name: '', locale: 'fr', timeZone: 'Mars/Base', naem: 'x' }],
      connections: [
        { id: 'c', shop: 's', system: 'opn', secrets: { a: 1, b: 'hush-hush' }, secret: 'hush-2' },
      ],
      rotues: [],
    });

    const { problems, message } = await refusal(file);

    const paths = problems.map((problem) => problem.slice(0, problem.indexOf(':')));
    assert.deepEqual(
      new Set(paths),
      new Set([
        'connections[0].secret',
        'connections[0].secrets.a',
        'rotues',
        'shops[0].id',
        'shops[0].locale',
        'shops[0].naem',
        'shops[0].name',
        'shops[0].timeZone',
      ]),
    );
    assert.doesNotMatch(message, /hush/);
    assert.ok(message.includes(file));
  });

  it('says where broken JSON is broken and quotes none of it', async (t) => {
    const file = put(t, '{ "version": 1,\n  "secretKey": "skey_live_hush" "shops": [] }');

    const { message } = await refusal(file);

    assert.match(message, /not valid JSON \(line 2 column 33\)/);
    assert.doesNotMatch(message, /hush/);
  });

  it('quotes nothing of broken JSON that has no place either', async (t) => {
    const file = put(t, '{ "secretKey": skey_live_hush }');

    const { message } = await refusal(file);

    assert.doesNotMatch(message, /hush/);
  });

  it('accepts a byte order mark and the name of its schema', async (t) => {
    const content = { $schema: 'docs/settings.schema.json', ...settingsFile() };
    const file = put(t, `\uFEFF${JSON.stringify(content)}`);

    const settings = await openFileSettings({ file, secretBox });

    assert.equal((await settings.export()).$schema, 'docs/settings.schema.json');
  });

  it('is swept of what a killed process left, by the first write', async (t) => {
    const file = put(t, settingsFile());
    const settings = await openFileSettings({ file, secretBox });
    writeFileSync(`${file}.123456`, '{');
    writeFileSync(`${file}.backup`, '{');

    const again = await openFileSettings({ file, secretBox });
    const untouched = readdirSync(join(file, '..'));
    await again.replace(await settings.export());

    assert.ok(untouched.includes('settings.json.123456'));
    assert.deepEqual(readdirSync(join(file, '..')).toSorted(), [
      'settings.json',
      'settings.json.backup',
    ]);
  });

  it('reads nothing new in memory that could not be written', async (t) => {
    const folder = tempFolder(t);
    const settings = await openFileSettings({
      file: join(folder, 'no', 'settings.json'),
      secretBox,
    });
    const shop = { id: 's', name: 'S', locale: 'en', timeZone: 'UTC', version: 1 } as const;

    await assert.rejects(
      settings.update('shops', 's', () => shop),
      { code: 'ENOENT' },
    );

    assert.deepEqual(await settings.list('shops'), []);
  });
});
