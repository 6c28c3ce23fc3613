import type { AuditRow, Reads, Tx } from '../core/ledger.ts';
import { CHAIN_START, linkHash } from './audit-chain.ts';
import { jsonColumns } from './columns.ts';
import type { Db } from './tables.ts';

const columns = jsonColumns<AuditRow, 'detail'>('detail');

export function auditReads(db: Db): Reads['audit'] {
  return {
    async list(shop, limit, filter = {}) {
      const { actor, action, subject, since, until, before } = filter;
      let query = db.selectFrom('audit').selectAll().where('shop', '=', shop);
      if (actor !== undefined) query = query.where('actor', '=', actor);
      if (action !== undefined) query = query.where('action', 'like', `${escapeLike(action)}%`);
      if (subject !== undefined) query = query.where('subject', '=', subject);
      if (since !== undefined) query = query.where('at', '>=', since);
      if (until !== undefined) query = query.where('at', '<', until);
      if (before !== undefined) query = query.where('seq', '<', before);
      const rows = await query.orderBy('seq', 'desc').limit(limit).execute();
      return rows.map(columns.load);
    },

    async shops() {
      const rows = await db.selectFrom('auditHeads').select('shop').orderBy('shop').execute();
      return rows.map(({ shop }) => shop);
    },

    async chain(shop, seq, limit) {
      const query = db.selectFrom('audit').selectAll().where('shop', '=', shop);
      const rows = await query.where('seq', '>', seq).orderBy('seq').limit(limit).execute();
      return rows.map(columns.load);
    },

    async head(shop) {
      const query = db.selectFrom('auditHeads').select(['seq', 'hash']).where('shop', '=', shop);
      const row = await query.executeTakeFirst();
      return row === undefined ? null : { ...row };
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

/** Actions are names of commands: nothing in them is a pattern, but what people search for may be. */
function escapeLike(words: string): string {
  return words.replaceAll(/[%_]/g, '');
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
