import assert from 'node:assert/strict';
import type { TestShop } from './shop.ts';

/** As if request 1 had been made that much earlier: a day of ticks takes a test too long. Returns when what is due was done. */
export async function ageApproval(shop: TestShop, ms: number): Promise<void> {
  const { ledger, queue } = shop.tenban.house;
  const key = await ledger.write(async (tx) => {
    const row = await tx.approvals.byNumber('baan-suan', 1);
    assert.ok(row);
    const [createdAt, expiresAt] = [row.createdAt - ms, row.expiresAt - ms];
    await tx.approvals.decide(row.id, 'pending', { state: 'pending', createdAt, expiresAt });
    const due = await tx.dues.get(`approval:${row.id}`);
    if (due !== null) await tx.dues.put({ ...due, at: due.at - ms });
    return `approval:${row.id}`;
  });
  for (let second = 0; second < 30; second += 1) {
    await shop.pass(1_000);
    const due = await ledger.dues.get(key);
    if (due === null || due.at > shop.clock.now().epochMilliseconds) break;
  }
  await queue.settled();
}
