import type { Hono } from 'hono';
import type { Clock } from '../core/clock.ts';
import type { FileReads, FileRow } from '../core/file.ts';

const TOKEN = /^[\w-]{22}$/;

/** Files by an address nobody can guess. One that is over and one that never was are answered alike. */
export function addMedia(web: Hono, { files, clock }: { files: FileReads; clock: Clock }): void {
  web.get('/media/:token', async (c) => {
    const file = await fileOf(c.req.param('token'));
    const safe = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' };
    if (file === null) return c.text('There is no such file, or its week is over.', 404, safe);
    return c.body(new Uint8Array(file.body), 200, { ...safe, ...headersOf(file) });
  });

  async function fileOf(token: string): Promise<FileRow | null> {
    const file = TOKEN.test(token) ? await files.get(token) : null;
    return file !== null && file.expiresAt > clock.now().epochMilliseconds ? file : null;
  }
}

/** https://www.rfc-editor.org/rfc/rfc6266#section-4.3 */
function headersOf({ name, type }: FileRow): Record<string, string> {
  const plain = name.replaceAll(/[^\w .-]/g, '_');
  const extended = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return {
    'content-type': type,
    'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${extended}`,
  };
}
