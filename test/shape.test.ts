import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { clients } from '../src/clients/index.ts';
import { CNV_ERROR_CODES } from '../src/clients/cnv/errors.ts';
import { NHANH_ERROR_CODES } from '../src/clients/nhanh/errors.ts';
import { OPN_ERROR_CODES } from '../src/clients/opn/errors.ts';
import { ConfigError, readConfig } from '../src/config.ts';
import { commandsOf, features } from '../src/features/index.ts';
import { readLocales } from '../src/i18n/locales.ts';
import { createWords } from '../src/i18n/words.ts';
import { createLog } from '../src/lib/log.ts';

const locales = readLocales();
const words = createWords(locales, { log: createLog('silent') });
const commands = [...commandsOf(features).values()];

function folders(path: string): string[] {
  const entries = readdirSync(new URL(path, import.meta.url), { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}

function sources(path: string): string[] {
  const root = new URL(path, import.meta.url);
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, root), 'utf8'));
}

describe('the shape of the house', () => {
  it('registers every feature folder under its own name', () => {
    const registered = features.map(({ id }) => id);

    assert.deepEqual(registered.toSorted(), folders('../src/features/').toSorted());
  });

  it('registers every client folder under its own name', () => {
    assert.deepEqual(Object.keys(clients).toSorted(), folders('../src/clients/').toSorted());
  });

  it('gives every command one name', () => {
    const names = features.flatMap((feature) => feature.commands.map(({ name }) => name));

    assert.equal(new Set(names).size, names.length);
  });

  it('has words for every command', () => {
    for (const command of commands) {
      const needed = ['label', 'action', 'what', 'example'].map(
        (part) => `commands.${command.name}.${part}`,
      );
      const fields = command.fields.filter((field) => !field.unasked);
      const asked = fields.map((field) => `commands.${command.name}.ask.${field.name}`);
      const inForm = command.hidden
        ? []
        : fields.map((field) => `commands.${command.name}.field.${field.name}`);
      const missing = [...needed, ...asked, ...inForm].filter((key) => !words.has(key));
      assert.deepEqual(missing, [], command.name);
    }
  });

  it('has words for every text that the source names', () => {
    const keys = [...sources('../src/engine/'), ...sources('../src/features/')].flatMap((source) =>
      [...source.matchAll(/(?:\btext|UserError|openAction)\(\s*'([^']+)'/g)].map(
        ([, key]) => key ?? '',
      ),
    );

    assert.ok(keys.length > 100);
    assert.deepEqual(
      keys.filter((key) => !words.has(key)),
      [],
    );
  });

  it('has words for every system a command uses', () => {
    const systems = commands.flatMap((command) => ('uses' in command ? command.uses : []));

    assert.ok(systems.length > 0);
    for (const system of systems)
      assert.ok(words.has(`systems.${String(system)}`) && String(system) in clients);
  });

  const codes = { opn: OPN_ERROR_CODES, nhanh: NHANH_ERROR_CODES, cnv: CNV_ERROR_CODES };
  for (const [system, known] of Object.entries(codes))
    it(`has words and a remedy for every error code of ${system}`, () => {
      const needed = known.flatMap((code) => [
        `errors.${system}.${code}.cause`,
        `errors.${system}.${code}.remedy`,
      ]);

      assert.ok(needed.length > 10);
      assert.deepEqual(
        needed.filter((key) => !words.has(key)),
        [],
      );
    });

  it('explains every variable in .env.example', () => {
    const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
    const source = readFileSync(new URL('../src/config.ts', import.meta.url), 'utf8');
    const read = new Set(
      [...source.matchAll(/^ {2}([A-Z][A-Z0-9_]{3,}):/gm)].map(([, name]) => name ?? ''),
    );
    const explained = new Set(
      [...example.matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? ''),
    );

    assert.ok(read.size > 10);
    assert.deepEqual(
      [...read].filter((name) => !explained.has(name)),
      [],
    );
  });

  it('names every problem of a bad environment and no value', () => {
    const env = {
      PORT: 'eleven',
      LINE_CHANNEL_SECRET: 'hush-hush',
      SECRET_KEY: 'tooshort',
      OPN_API_URL: 'http://example.com',
    };

    assert.throws(
      () => readConfig(env),
      (error: unknown) => {
        assert.ok(error instanceof ConfigError);
        const named = ['PORT', 'LINE_CHANNEL_ACCESS_TOKEN', 'SECRET_KEY', 'OPN_API_URL'];
        for (const name of named) assert.match(error.message, new RegExp(`${name}:`));
        for (const value of Object.values(env))
          assert.doesNotMatch(error.message, new RegExp(value.replaceAll('.', '\\.')));
        return true;
      },
    );
  });
});
