import { print } from '../support/print.ts';
import { join } from 'node:path';
import { lockFolder } from '../../src/ledger/lock.ts';
import { openFileSettings } from '../../src/settings/open-file.ts';
import { createSecretBox } from '../../src/settings/secret-box.ts';

/** Changes settings until it is killed, and prints each version that was acknowledged. */
const [folder = '', key = ''] = process.argv.slice(2);

lockFolder(folder);
const settings = await openFileSettings({
  file: join(folder, 'settings.json'),
  secretBox: createSecretBox({ current: Buffer.from(key, 'base64') }),
});

for (;;) {
  const shop = await settings.update('shops', 'baan-suan', (shop) => shop && { ...shop });
  print(`${shop?.version}`);
}
