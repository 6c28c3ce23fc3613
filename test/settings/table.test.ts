import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { describe, it, type TestContext } from 'node:test';
import { Kysely } from 'kysely';
import type { Settings } from '../../src/core/settings.ts';
import { SettingsError } from '../../src/settings/check.ts';
import { openTableSettings } from '../../src/settings/open-table.ts';
import { createSecretBox } from '../../src/settings/secret-box.ts';
import type { SettingsDb, SettingsTables } from '../../src/settings/table-rows.ts';
import { settingsContract } from '../contracts/settings.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { connect, emptyDatabase, newDatabase, query } from '../support/postgres.ts';
import { settingsFile } from '../support/settings-file.ts';

const KEY = randomBytes(32);
const NEW_KEY = randomBytes(32);
const secretBox = createSecretBox({ current: KEY });
const clock = createFakeClock();

async function dbOn(t: TestContext, url: string): Promise<SettingsDb> {
  const { dialect } = await connect(t, url);
  return new Kysely<SettingsTables>({ dialect });
}

/** Puts records into the tables as they are, as somebody with a database client would. */
async function put(url: string, file: object): Promise<void> {
  const rows = Object.entries(file)
    .filter(([, records]) => Array.isArray(records))
    .flatMap(([section, records]: [string, { id: string }[]]) =>
      records.map((record, position) => ({ section, position, record, id: record.id })),
    );
  for (const { section, id, position, record } of rows) {
    const json = JSON.stringify({ version: 1, ...record }).replaceAll("'", "''");
    await query(
      url,
      `insert into settings values ('${section}', '${id}', ${position}, 1, '${json}')`,
    );
  }
}

async function openWith(
  t: TestContext,
  file: object,
): Promise<{ settings: Settings; url: string }> {
  const url = await emptyDatabase();
  const db = await dbOn(t, url);
  await openTableSettings({ db, secretBox, clock });
  await put(url, file);
  return { settings: await openTableSettings({ db, secretBox, clock }), url };
}

async function rename(settings: Settings, name: string): Promise<void> {
  await settings.update('people', 'nok', (nok) => nok && { ...nok, name });
}

describe('on PostgreSQL', () => {
  settingsContract('a table', async (t, file) => (await openWith(t, file)).settings);

  describe('the settings tables', () => {
    it('hold nothing in plain once they were opened, and are then left alone', async (t) => {
      const { settings, url } = await openWith(t, settingsFile());

      const stored = JSON.stringify(await query(url, 'select * from settings'));
      const before = await query(url, 'select * from "settingsVersion"');
      await openTableSettings({ db: await dbOn(t, url), secretBox, clock });

      assert.doesNotMatch(stored, /plain/);
      assert.deepEqual(await query(url, 'select * from "settingsVersion"'), before);
      assert.equal((await settings.list('connections')).length, 1);
    });

    it('show every process at once what another changed', async (t) => {
      const { settings: mine, url } = await openWith(t, settingsFile());
      const theirs = await openTableSettings({ db: await dbOn(t, url), secretBox, clock });
      await mine.get('people', 'nok');

      await theirs.update('people', 'nok', (nok) => nok && { ...nok, roles: {} });

      assert.deepEqual((await mine.get('people', 'nok'))?.roles, {});
      assert.equal((await mine.get('people', 'nok'))?.version, 2);
    });

    it('show each job what another process changed before it began, and a long one after a moment', async (t) => {
      const { settings: mine, url } = await openWith(t, settingsFile());
      const theirs = await openTableSettings({ db: await dbOn(t, url), secretBox, clock });
      const nameIn = async (settings: Settings) => (await settings.get('people', 'nok'))?.name;
      const before = mine.forJob();
      await nameIn(before);

      await rename(theirs, 'Noi');
      const names = [await nameIn(before), await nameIn(mine.forJob())];
      await clock.advance(250);
      names.push(await nameIn(before));

      assert.deepEqual(names, ['Nok', 'Noi', 'Noi']);
    });

    it('lose none of the changes that processes make at once', async (t) => {
      const { settings: mine, url } = await openWith(t, settingsFile());
      const theirs = await openTableSettings({ db: await dbOn(t, url), secretBox, clock });
      const longer = (settings: Settings) =>
        settings.update('people', 'nok', (nok) => nok && { ...nok, name: `${nok.name}.` });

      await Promise.all([...Array(25)].flatMap(() => [longer(mine), longer(theirs)]));

      const nok = await theirs.get('people', 'nok');
      assert.equal(nok?.name, `Nok${'.'.repeat(50)}`);
      assert.equal(nok.version, 51);
    });

    it('keep references whole when two processes change both ends at once', async (t) => {
      const { settings: mine, url } = await openWith(t, settingsFile());
      const theirs = await openTableSettings({ db: await dbOn(t, url), secretBox, clock });
      const shop = { id: 'rival', name: 'R', locale: 'en', timeZone: 'UTC', version: 1 } as const;
      await mine.update('shops', 'rival', () => shop);

      const both = await Promise.allSettled([
        mine.update('shops', 'rival', () => null),
        theirs.update('people', 'nok', (nok) => nok && { ...nok, roles: { rival: 'viewer' } }),
      ]);

      assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected']);
      await assert.doesNotReject(openTableSettings({ db: await dbOn(t, url), secretBox, clock }));
    });

    it('keep the order of records and every section', async (t) => {
      const { settings, url } = await openWith(t, settingsFile());
      const file = await settings.export();
      const shops = ['c', 'a', 'b'].map((id) => ({ ...file.shops[0], id }));
      const next = {
        ...file,
        shops: [...file.shops, ...shops],
        limits: [{ id: 'l', shop: 'baan-suan', currency: 'THB', perRequest: 100_000, version: 1 }],
      };

      await settings.replace(Object.assign(structuredClone(file), next));

      const again = await (
        await openTableSettings({ db: await dbOn(t, url), secretBox, clock })
      ).export();
      assert.deepEqual(
        again.shops.map(({ id }) => id),
        ['baan-suan', 'c', 'a', 'b'],
      );
      assert.deepEqual(again.limits, next.limits);
    });

    it('move to a new key while the previous one is known', async (t) => {
      const { url } = await openWith(t, settingsFile());

      const rotating = createSecretBox({ current: NEW_KEY, previous: [KEY] });
      await openTableSettings({ db: await dbOn(t, url), secretBox: rotating, clock });

      const moved = createSecretBox({ current: NEW_KEY });
      const settings = await openTableSettings({ db: await dbOn(t, url), secretBox: moved, clock });
      const opn = await settings.get('connections', 'baan-suan-opn');
      assert.equal(opn && settings.reveal(opn)['secretKey'], 'skey_test_plain');
    });

    it('name every secret of an unknown key', async (t) => {
      const { url } = await openWith(t, settingsFile());
      const stranger = createSecretBox({ current: NEW_KEY });

      await assert.rejects(
        openTableSettings({ db: await dbOn(t, url), secretBox: stranger, clock }),
        (error) => {
          assert.ok(error instanceof SettingsError);
          assert.equal(error.problems.length, 2);
          assert.match(error.message, /The settings in the database .*SECRET_KEY_PREVIOUS/s);
          return true;
        },
      );
    });

    it('are made once by processes that start together', async (t) => {
      const url = await newDatabase();

      const opened = await Promise.allSettled(
        [...Array(5)].map(async () =>
          openTableSettings({ db: await dbOn(t, url), secretBox, clock }),
        ),
      );

      assert.ok(opened.every(({ status }) => status === 'fulfilled'));
      assert.equal((await query(url, 'select * from "settingsVersion"')).length, 1);
    });
  });
});
