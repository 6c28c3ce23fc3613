import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { type Person, type Settings, SettingsFile } from '../../src/core/settings.ts';
import { settingsFile } from '../support/settings-file.ts';

/** Opens settings that start as the file says. */
export type OpenSettings = (t: TestContext, file: object) => Promise<Settings>;

function renamed(name: string) {
  return (person: Person | null) => (person === null ? null : { ...person, name });
}

/** What every settings store does. */
export function settingsContract(name: string, open: OpenSettings): void {
  describe(`settings: ${name}`, () => {
    it('gets and lists records, and null for what is not there', async (t) => {
      const settings = await open(t, settingsFile());

      assert.equal((await settings.get('people', 'nok'))?.name, 'Nok');
      assert.equal(await settings.get('people', 'lan'), null);
      assert.deepEqual(
        (await settings.list('shops')).map(({ id }) => id),
        ['baan-suan'],
      );
    });

    it('adds, changes and removes a record, counting its version', async (t) => {
      const settings = await open(t, settingsFile());
      const lan = { id: 'lan', name: 'Lan', roles: {}, identities: [], version: 9 };

      const added = await settings.update('people', 'lan', () => lan);
      const changed = await settings.update('people', 'lan', renamed('Lan Anh'));
      const removed = await settings.update('people', 'lan', () => null);

      assert.deepEqual(added, { ...lan, version: 1 });
      assert.deepEqual(changed, { ...lan, name: 'Lan Anh', version: 2 });
      assert.equal(removed, null);
      assert.equal(await settings.get('people', 'lan'), null);
    });

    it('shows a job at once what it changed itself', async (t) => {
      const settings = await open(t, settingsFile());
      const job = settings.forJob();
      const before = await job.get('people', 'nok');

      await job.update('people', 'nok', renamed('Noi'));

      assert.equal(before?.name, 'Nok');
      assert.equal((await job.get('people', 'nok'))?.name, 'Noi');
      assert.equal((await settings.get('people', 'nok'))?.name, 'Noi');
    });

    it('changes nothing when there is nothing to remove', async (t) => {
      const settings = await open(t, settingsFile());
      const before = await settings.export();

      assert.equal(await settings.update('people', 'lan', renamed('Lan')), null);
      assert.deepEqual(await settings.export(), before);
    });

    it('loses none of 50 changes made at once', async (t) => {
      const settings = await open(t, settingsFile());

      await Promise.all(
        Array.from({ length: 50 }, () =>
          settings.update(
            'people',
            'nok',
            (person) => person && renamed(`${person.name}.`)(person),
          ),
        ),
      );

      const nok = await settings.get('people', 'nok');
      assert.equal(nok?.name, `Nok${'.'.repeat(50)}`);
      assert.equal(nok.version, 51);
    });

    it('refuses a change that breaks the schema and changes nothing', async (t) => {
      const settings = await open(t, settingsFile());
      const before = await settings.export();

      await assert.rejects(settings.update('people', 'nok', renamed('')), /people\[0\]\.name/);
      await assert.rejects(
        settings.update('shops', 'baan-suan', () => null),
        /connections\[0\]\.shop: there is no shop "baan-suan"/,
      );
      assert.deepEqual(await settings.export(), before);
    });

    it('passes on what a change throws and goes on', async (t) => {
      const settings = await open(t, settingsFile());

      const failing = settings.update('people', 'nok', () => {
        throw new Error('not allowed');
      });

      await assert.rejects(failing, { message: 'not allowed' });
      assert.equal((await settings.update('people', 'nok', renamed('N')))?.version, 2);
    });

    it('refuses another id', async (t) => {
      const settings = await open(t, settingsFile());

      const change = settings.update('people', 'nok', (nok) => nok && { ...nok, id: 'lan' });

      await assert.rejects(change, /"nok" of people cannot become "lan"/);
    });

    it('hands out copies', async (t) => {
      const settings = await open(t, settingsFile());
      const shop = await settings.get('shops', 'baan-suan');
      assert.ok(shop);

      shop.name = 'mine';
      (await settings.list('shops')).length = 0;

      assert.equal((await settings.get('shops', 'baan-suan'))?.name, 'บ้านสวน');
    });

    it('keeps secrets as cipher text and reveals them', async (t) => {
      const settings = await open(t, settingsFile());
      const added = await settings.update('connections', 'baan-suan-opn', (connection) => {
        return connection && { ...connection, secrets: { ...connection.secrets, pin: '๑๒๓' } };
      });
      assert.ok(added);

      assert.deepEqual(settings.reveal(added), {
        secretKey: 'skey_test_plain',
        webhookSecret: 'whsec_plain',
        pin: '๑๒๓',
      });
      assert.ok(Object.values(added.secrets).every((secret) => secret.startsWith('enc:v1:')));
      assert.doesNotMatch(JSON.stringify(await settings.export()), /plain|๑๒๓/);
    });

    it('reveals nothing that was moved to another connection or name', async (t) => {
      const settings = await open(t, settingsFile());
      const opn = await settings.get('connections', 'baan-suan-opn');
      assert.ok(opn);
      const { secretKey = '', webhookSecret = '' } = opn.secrets;

      assert.throws(
        () => settings.reveal({ ...opn, id: 'rival-opn' }),
        /connection "rival-opn": the secret "secretKey" cannot be decrypted/,
      );
      assert.throws(
        () => settings.reveal({ ...opn, secrets: { webhookSecret: secretKey } }),
        /"webhookSecret" cannot be decrypted/,
      );
      await assert.rejects(
        settings.update('connections', 'rival', () => ({
          ...opn,
          id: 'rival',
          secrets: { webhookSecret },
        })),
        /connection "rival": the secret "webhookSecret" cannot be decrypted/,
      );
    });

    it("reveals an integrator's own credentials, and none where there are none", async (t) => {
      const apps = { peak: { secrets: { connectKey: 'key-plain' } } };
      const settings = await open(t, settingsFile());

      await settings.replace(SettingsFile.parse({ ...settingsFile(), apps }));

      assert.deepEqual(await settings.revealApp('peak'), { connectKey: 'key-plain' });
      assert.deepEqual(await settings.revealApp('page365'), {});
      assert.deepEqual(await settings.revealApp('constructor'), {});
      assert.doesNotMatch(JSON.stringify(await settings.export()), /plain/);
    });

    it('replaces everything at once, its versions counted on', async (t) => {
      const settings = await open(t, settingsFile());
      await settings.update('people', 'nok', renamed('Nok N.'));
      const next = SettingsFile.parse({ ...settingsFile(), connections: [] });

      await settings.replace(next);

      assert.equal((await settings.get('people', 'nok'))?.version, 3);
      assert.deepEqual(await settings.list('connections'), []);
    });

    it('takes its own export back', async (t) => {
      const settings = await open(t, settingsFile());

      await settings.replace(await settings.export());

      const opn = await settings.get('connections', 'baan-suan-opn');
      assert.equal(opn && settings.reveal(opn)['secretKey'], 'skey_test_plain');
    });

    it('replaces nothing when one record is wrong', async (t) => {
      const settings = await open(t, settingsFile());
      const before = await settings.export();

      const replacing = settings.replace({ ...before, shops: [] });

      await assert.rejects(replacing, /people\[0\]\.roles\.baan-suan: there is no shop/);
      assert.deepEqual(await settings.export(), before);
    });
  });
}
