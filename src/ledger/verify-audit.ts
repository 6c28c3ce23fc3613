import type { AuditRow } from '../core/ledger.ts';
import { CHAIN_START, linkHash } from './audit-chain.ts';
import type { Db, Tables } from './tables.ts';

/** The first row that is not as it was written or is gone; `no-end`: the record of the chain's end is not, so rows may be missing. */
export type Break = {
  seq: number;
  at: number | null;
  action: string | null;
  why: 'changed' | 'missing' | 'unreadable' | 'no-end';
};

export type ChainReport = { shop: string; count: number; broken: Break | null };

type Stored = Tables['audit'];
type Head = { seq: number; hash: string } | null;

const PAGE = 500;

/** Reads every shop's chain and compares it with what it must be. Only reads, so Tenban may run meanwhile. */
export async function verifyAudit(db: Db): Promise<ChainReport[]> {
  const reports: ChainReport[] = [];
  for (const shop of await shopsOf(db)) reports.push(await verifyChain(db, shop));
  return reports;
}

/** Also a shop of which only rows, or only the end, is left. */
async function shopsOf(db: Db): Promise<string[]> {
  const heads = await db.selectFrom('auditHeads').select('shop').execute();
  const rows = await db.selectFrom('audit').select('shop').distinct().execute();
  return [...new Set([...heads, ...rows].map(({ shop }) => shop))].toSorted();
}

async function verifyChain(db: Db, shop: string): Promise<ChainReport> {
  // The end is read first: rows that are added meanwhile come after it.
  const head = await headOf(db, shop);
  let last = { seq: 0, hash: CHAIN_START };
  let met = false;
  for (;;) {
    const page = await pageOf(db, shop, last.seq);
    if (page === null) return { shop, count: last.seq, broken: lost(last.seq + 1, 'unreadable') };
    if (page.length === 0) return { shop, count: last.seq, broken: endOf(last.seq, head, met) };
    for (const stored of page) {
      const broken = breakAt(stored, { last, shop, head });
      if (broken !== null) return { shop, count: last.seq, broken };
      last = { seq: stored.seq, hash: stored.hash };
      met ||= stored.seq === head?.seq;
    }
  }
}

async function headOf(db: Db, shop: string): Promise<Head> {
  const query = db.selectFrom('auditHeads').select(['seq', 'hash']).where('shop', '=', shop);
  try {
    return (await query.executeTakeFirst()) ?? null;
  } catch {
    return null;
  }
}

/** Rows after one; fewer where one of them cannot be read, and null when that is the very next. */
async function pageOf(db: Db, shop: string, after: number): Promise<Stored[] | null> {
  const query = db.selectFrom('audit').selectAll().where('shop', '=', shop);
  const rows = query.where('seq', '>', after).orderBy('seq');
  try {
    return await rows.limit(PAGE).execute();
  } catch {
    return rows
      .limit(1)
      .execute()
      .catch(() => null);
  }
}

type Known = { last: { seq: number; hash: string }; shop: string; head: Head };

function breakAt(stored: Stored, { last, shop, head }: Known): Break | null {
  const seq = last.seq + 1;
  if (stored.seq !== seq) return lost(seq, 'missing');
  const row = rowOf(stored);
  const sound =
    row !== null &&
    row.shop === shop &&
    row.previous === last.hash &&
    row.hash === linkHash(row, last.hash) &&
    (seq !== head?.seq || row.hash === head.hash);
  return sound ? null : { ...factsOf(stored), why: 'changed' };
}

/** Null when the detail is not as it was written: it is JSON without a space too many. */
function rowOf(stored: Stored): AuditRow | null {
  try {
    const detail: AuditRow['detail'] = JSON.parse(stored.detail);
    return JSON.stringify(detail) === stored.detail ? { ...stored, detail } : null;
  } catch {
    return null;
  }
}

function factsOf({ seq, at, action }: Stored): Omit<Break, 'why'> {
  return { seq, at, action };
}

function lost(seq: number, why: Break['why']): Break {
  return { seq, at: null, action: null, why };
}

function endOf(count: number, head: Head, met: boolean): Break | null {
  if (met) return null;
  return head !== null && head.seq > count ? lost(count + 1, 'missing') : lost(count, 'no-end');
}
