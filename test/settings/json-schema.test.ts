import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { settingsJsonSchema } from '../../src/settings/json-schema.ts';
import { settingsFile } from '../support/settings-file.ts';

describe('docs/settings.schema.json', () => {
  it('says what the code says (else run: node src/settings/write-json-schema.ts)', () => {
    const file = new URL('../../docs/settings.schema.json', import.meta.url);

    const published = JSON.parse(readFileSync(file, 'utf8'));

    assert.deepEqual(published, settingsJsonSchema());
  });

  it('accepts settings that people write and refuses a misspelt name', () => {
    const validate = new Ajv2020({ strict: false }).compile(settingsJsonSchema());

    assert.equal(validate(settingsFile()), true);
    assert.equal(validate({ ...settingsFile(), conections: [] }), false);
  });
});
