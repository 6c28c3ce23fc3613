import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Config } from '../../src/config.ts';
import { query } from './postgres.ts';

const BODIES = 'select body from inbox';
const Rows = z.array(z.object({ body: z.instanceof(Uint8Array) }));

/** What is really on disk of what people wrote. */
export async function storedBodies({ dataDir, databaseUrl }: Config): Promise<string[]> {
  const rows = databaseUrl === null ? inFile(dataDir) : await query(databaseUrl, BODIES);
  return Rows.parse(rows).map(({ body }) => Buffer.from(body).toString());
}

function inFile(folder: string): unknown[] {
  const file = new DatabaseSync(join(folder, 'ledger.sqlite'), { readOnly: true });
  try {
    return file.prepare(BODIES).all();
  } finally {
    file.close();
  }
}
