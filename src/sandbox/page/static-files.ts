import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** The page's files, read once. Answers null for a name that is none of them. */
export function staticFiles(): (name: string) => Response | null {
  const folder = join(import.meta.dirname, 'public');
  const files = new Map(
    readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]),
  );
  return (name) => {
    const bytes = files.get(name);
    const type = TYPES[extname(name)];
    if (bytes === undefined || type === undefined) return null;
    const headers = {
      'content-type': type,
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
    };
    return new Response(new Uint8Array(bytes), { headers });
  };
}
