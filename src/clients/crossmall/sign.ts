import { createHash } from 'node:crypto';

/** The query exactly as it is sent: values encoded in UTF-8, names in the order given. */
export function queryOf(params: Readonly<Record<string, string>>): string {
  return Object.entries(params)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
}

/**
 * The query with its signature at the end: MD5 in lower-case hex over the query as sent, not sorted, and the
 * authentication key. CROSS MALL API manual, 認証方法.
 */
export function sign(query: string, key: string): string {
  const signing = createHash('md5')
    .update(query + key)
    .digest('hex');
  return `${query}&signing=${signing}`;
}
