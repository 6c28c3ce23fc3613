import { createHash } from 'node:crypto';
import type { AuditEntry, AuditRow } from '../core/ledger.ts';

/** What stands before the first entry of a chain. */
export const CHAIN_START = '';

/** SHA-256 over the entry's content as canonical JSON and the hash before it, in hex. */
export function linkHash(entry: AuditEntry, previous: string): string {
  const { shop, at, actor, account, action, subject, detail } = entry;
  const content = { shop, at, actor, account, action, subject, detail };
  return createHash('sha256').update(canonicalJson(content)).update(previous).digest('hex');
}

/** The first entry of a shop's whole chain, oldest first, that was changed, moved or lost its predecessor; null when sound. */
export function brokenLink(rows: readonly AuditRow[]): AuditRow | null {
  let previous = CHAIN_START;
  for (const [index, row] of rows.entries()) {
    const sound = row.seq === index + 1 && row.previous === previous;
    if (!sound || row.hash !== linkHash(row, previous)) return row;
    previous = row.hash;
  }
  return null;
}

/** The same text for the same content, whatever order its keys were written in. */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)));
  });
}
