import type { AuditRow, Reads, Tx } from '../core/ledger.ts';
import { CHAIN_START, linkHash } from './audit-chain.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<AuditRow, 'detail'>('detail');

export function auditReads(db: Db): Reads['audit'] {
  return {
    /** Newest first. */
    async list(shop, limit) {
      const rows = await db
        .selectFrom('audit')
        .selectAll()
        .where('shop', '=', shop)
        .orderBy('seq', 'desc')
        .limit(limit)
        .execute();
      return rows.map(columns.load);
    },
  };
}

export function auditWrites(db: Db): Tx['audit'] {
  return {
    ...auditReads(db),

    async append(entry) {
      const head = await takeHead(db, entry.shop);
      const hash = linkHash(entry, head.hash);
      const seq = head.seq + 1;
      const { shop, at, actor, account, action, subject, detail } = entry;
      const link = { seq, hash, previous: head.hash };
      const row = { shop, at, actor, account, action, subject, detail, ...link };
      await db.insertInto('audit').values(columns.store(row)).execute();
      await db.updateTable('auditHeads').set({ seq, hash }).where('shop', '=', shop).execute();
    },
  };
}

/** Reads the chain's end by writing it, so that two transactions cannot both build on it. */
async function takeHead(db: Db, shop: string): Promise<{ seq: number; hash: string }> {
  return db
    .insertInto('auditHeads')
    .values({ shop, seq: 0, hash: CHAIN_START })
    .onConflict((conflict) =>
      conflict.column('shop').doUpdateSet(({ ref }) => ({ seq: ref('auditHeads.seq') })),
    )
    .returning(['seq', 'hash'])
    .executeTakeFirstOrThrow();
}
