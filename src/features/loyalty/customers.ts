import type { CnvCustomer } from '../../clients/cnv/schema.ts';
import { fingerprint, readOrigin } from '../../core/echo.ts';
import { UpstreamError } from '../../core/errors.ts';
import { decide } from './decide.ts';
import type { Desk } from './desk.ts';
import { customerContent, customerRef, isSameCustomer, memberContent } from './drafts.ts';
import { customerOf } from './lookup.ts';
import { customerOperation, memberOperation } from './operations.ts';
import { rowId } from './row.ts';
import type { Sale } from './sale.ts';
import { hold, leave, write } from './write.ts';

/**
 * A sale carries its buyer to CNV, as Nhanh knows them at that time: what was edited in Nhanh alone goes with the next one.
 * False while nobody knows whether CNV took it: the sale waits.
 */
export async function carryBuyer(desk: Desk, sale: Sale): Promise<boolean> {
  const { nhanh, cnv } = desk.context;
  const row = rowId('customer', sale.phone);
  const state = await desk.state(row);
  const { mobile } = sale.buyer;
  const content = customerContent(
    sale,
    mobile === null ? null : await nhanh.customerByPhone(mobile),
  );
  const thing = { row, state, name: content.name ?? sale.phone };
  const choice = decide(content, { known: state.detail, takes: cnv.takes('customer') });
  if (choice.act === 'hold') hold(desk, thing, { reason: choice.reason });
  if (choice.act === 'leave') leave(desk, thing);
  if (choice.act !== 'write') return true;
  const there = state.detail.hash === null ? await memberAt(desk, sale.phone) : null;
  if (there !== null && isSameCustomer(content, there)) {
    leave(desk, thing, { hash: choice.hash, cnv: there.id });
    return true;
  }
  const ref = customerRef(sale.buyer, sale.phone);
  await write(desk, {
    ...thing,
    hash: choice.hash,
    to: 'cnv',
    operation: (about) => customerOperation(cnv, { content, ref }, about),
  });
  return !(await desk.state(row)).detail.doubt;
}

/** Null also where CNV cannot be asked for one phone. */
async function memberAt(desk: Desk, phone: string): Promise<CnvCustomer | null> {
  try {
    return await desk.context.cnv.customerByPhone(phone);
  } catch (error) {
    if (error instanceof UpstreamError && error.code === 'not-known') return null;
    throw error;
  }
}

/** Who becomes a member at CNV is added to Nhanh, unless somebody there has the phone. Later edits stay at CNV. */
export async function syncMember(desk: Desk, member: CnvCustomer): Promise<void> {
  const { phone } = member;
  if (phone === null || readOrigin(member.ref)?.system === 'nhanh') return;
  const row = rowId('customer', phone);
  const state = await desk.state(row);
  if (state.status === 'synced') return;
  const { nhanh } = desk.context;
  const content = memberContent({ ...member, phone });
  const thing = { row, state, name: content.name };
  const about = { origin: 'cnv', cnv: member.id } as const;
  const hash = fingerprint(content);
  if (state.detail.tried === hash) return;
  if (!state.detail.doubt && (await customerOf(nhanh, phone)) !== null)
    return leave(desk, thing, { ...about, hash: null });
  await write(desk, {
    ...thing,
    hash,
    to: 'nhanh',
    operation: (about) => memberOperation(nhanh, content, about),
    note: about,
  });
}
