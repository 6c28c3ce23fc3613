import { writeFileSync } from 'node:fs';
import { settingsJsonSchema } from './json-schema.ts';

const file = new URL('../../docs/settings.schema.json', import.meta.url);

writeFileSync(file, `${JSON.stringify(settingsJsonSchema(), null, 2)}\n`);
