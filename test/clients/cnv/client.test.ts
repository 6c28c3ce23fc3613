import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CNV_ERROR_CODES } from '../../../src/clients/cnv/errors.ts';
import { writes } from '../../../src/clients/cnv/guesses.ts';
import type { CnvOrderDraft, CnvProductDraft } from '../../../src/clients/cnv/writes.ts';
import { EVERYTHING, openCnv, RETURN } from '../../support/cnv.ts';
import { inMemory } from '../../support/in-memory.ts';
import { problemOf } from '../../support/nhanh.ts';

const DAY = 86_400_000;
const LINES = [{ productId: 1, title: 'Trà', quantity: 2, price: 50_000, discount: 10_000 }];
const PRODUCT: CnvProductDraft = { id: null, ref: 'nhanh:555001', name: 'Trà', active: true };

function order(change: Partial<CnvOrderDraft> = {}): CnvOrderDraft {
  return {
    id: null,
    ref: 'nhanh:9001',
    code: '9001',
    phone: '0900000001',
    status: 'complete',
    lines: [{ product: '1', name: 'Trà', quantity: 2, price: 50_000, total: 90_000 }],
    total: 90_000,
    createdAt: Date.parse('2026-11-25T03:00:00Z'),
    ...change,
  };
}

describe('signing in to CNV', () => {
  it('begins at a link and ends with a token for thirty days', async (t) => {
    const { clock, connect, code } = await openCnv(t);
    const cnv = connect();

    const link = new URL(await cnv.loginLink({ redirectUri: RETURN, state: 'abc' }));
    const grant = await cnv.exchange(code(), RETURN);

    assert.equal(link.searchParams.get('state'), 'abc');
    assert.match(link.searchParams.get('scope') ?? '', /write_orders/);
    assert.equal(grant.expiresAt, clock.now().epochMilliseconds + 30 * DAY);
  });

  it('takes a code once, for the address it was given for', async (t) => {
    const { connect, code } = await openCnv(t);
    const cnv = connect();
    const [once, other] = [code(), code()];
    await cnv.exchange(once, RETURN);

    const again = await problemOf(cnv.exchange(once, RETURN));
    const elsewhere = await problemOf(cnv.exchange(other, `${RETURN}/x`));

    assert.equal(again.code, 'code-invalid');
    assert.equal(elsewhere.code, 'code-invalid');
  });

  it('is needed before anything else', async (t) => {
    const { simulator, connect } = await openCnv(t);

    const problem = await problemOf(connect().ping());

    assert.equal(problem.code, 'no-token');
    assert.deepEqual(simulator.requests, []);
  });

  it('ends after thirty days, or when CNV ends it', async (t) => {
    const { clock, simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    await cnv.ping();

    simulator.endTokens();
    const ended = await problemOf(cnv.ping());
    await clock.advance(30 * DAY);
    const expired = await problemOf(cnv.ping());

    assert.equal(ended.code, 'token-refused');
    assert.equal(expired.code, 'token-expired');
  });
});

describe('reading CNV', () => {
  it('lists the members that changed, page after page', async (t) => {
    const { clock, simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    simulator.addMember({ phone: '0900000000' });
    await clock.advance(DAY);
    for (let made = 0; made < 150; made += 1)
      simulator.addMember({ phone: `09000010${String(made).padStart(2, '0')}` });
    const now = clock.now().epochMilliseconds;

    const first = await cnv.listChangedCustomers({ from: now, to: now }, null);
    const second = await cnv.listChangedCustomers({ from: now, to: now }, first.next);

    assert.equal(first.rows.length, 100);
    assert.equal(second.rows.length, 50);
    assert.equal(second.next, null);
  });

  it('lists the orders that changed, with where they came from', async (t) => {
    const { clock, simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    simulator.addOrder({ phone: '0900000001', lines: LINES });
    const now = clock.now().epochMilliseconds;

    const { rows } = await cnv.listChangedOrders({ from: now, to: now }, null);

    const [row] = rows;
    assert.equal(row?.source, 'app');
    assert.equal(row?.ref, null);
    assert.equal(row?.total, 90_000);
    assert.equal(row?.customer.phone, '0900000001');
    assert.deepEqual(row?.lines[0], {
      product: '1',
      sku: null,
      name: 'Trà',
      quantity: 2,
      price: 50_000,
      discount: 10_000,
    });
  });

  it('finds a member by phone, or nobody', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    simulator.addMember({ phone: '0900000001', lastName: 'Trần Thị', firstName: 'Anh' });

    const found = await cnv.customerByPhone('0900000001');
    const none = await cnv.customerByPhone('0900000009');

    assert.equal(found?.name, 'Trần Thị Anh');
    assert.equal(none, null);
  });

  it('does not take other people for an answer about a phone', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    simulator.addMember({ phone: '0900000002' });
    const everybody = inMemory((request) => {
      const url = new URL(request.url);
      url.searchParams.delete('phone');
      return simulator.fetch(new Request(url, request));
    });
    const cnv = await signedIn({ adapter: everybody });

    const problem = await problemOf(cnv.customerByPhone('0900000001'));

    assert.equal(problem.code, 'not-known');
  });

  it('reads points from the membership, because a list does not know them', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    const { id } = simulator.addMember({ phone: '0900000001', points: 120, level: 'Vàng' });

    const membership = await cnv.membership(String(id));
    const none = await cnv.membership('1');

    assert.equal(membership?.points, 120);
    assert.equal(membership?.level, 'Vàng');
    assert.equal(none, null);
  });
});

describe('writing to CNV', () => {
  it('makes or changes a member by phone, leaving what is not given', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    const { id } = simulator.addMember({ phone: '0900000001', email: 'a@shop.test' });

    const written = await cnv.upsertCustomerByPhone({
      ref: 'nhanh:77',
      phone: '0900000001',
      name: 'Trần Thị Anh',
      gender: 'female',
    });

    const [member] = simulator.members();
    assert.equal(written.id, String(id));
    assert.equal(simulator.members().length, 1);
    assert.equal(member?.email, 'a@shop.test');
    assert.deepEqual([member?.lastName, member?.firstName], ['Trần Thị', 'Anh']);
    assert.equal(member?.ref, 'nhanh:77');
  });

  it('refuses what CNV is not known to take, before anything is sent', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    const before = simulator.requests.length;

    const problems = await Promise.all([
      problemOf(cnv.upsertOrder(order())),
      problemOf(cnv.upsertProduct(PRODUCT)),
      problemOf(cnv.upsertCategory({ id: null, ref: 'nhanh:31', name: 'Trà' })),
    ]);

    assert.deepEqual(
      problems.map(({ code, effect }) => [code, effect]),
      Array.from({ length: 3 }, () => ['not-known', 'refused']),
    );
    assert.equal(simulator.requests.length, before);
    assert.equal(cnv.takes('customer'), true);
    assert.equal(cnv.takes('order'), false);
  });

  it('adds and changes orders, products and categories once the shop says that CNV takes them', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn({ takes: EVERYTHING });

    const product = await cnv.upsertProduct(PRODUCT);
    await cnv.upsertProduct({ ...PRODUCT, id: product.id, price: 50_000 });
    const added = await cnv.upsertOrder(order());
    await cnv.upsertOrder(order({ id: added.id, status: 'returned' }));
    await cnv.upsertCategory({ id: null, ref: 'nhanh:31', name: 'Trà' });
    const read = await cnv.order(added.id ?? '');

    assert.deepEqual(
      simulator.products().map(({ title, price }) => [title, price]),
      [['Trà', 50_000]],
    );
    assert.equal((await cnv.product(product.id ?? ''))?.ref, 'nhanh:555001');
    assert.equal(read?.status, 'returned');
    assert.equal(read?.ref, 'nhanh:9001');
    assert.equal(read?.total, 90_000);
    assert.equal(simulator.orders().length, 1);
    assert.equal(simulator.categories().length, 1);
  });

  it('learns that an assumed address is not there', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    simulator.takes([]);
    const cnv = await signedIn({ takes: EVERYTHING });

    const problem = await problemOf(cnv.upsertProduct(PRODUCT));

    assert.equal(problem.code, 'not-known');
  });

  it('removes a product, and one that is gone is no failure', async (t) => {
    const { signedIn } = await openCnv(t);
    const cnv = await signedIn({ takes: EVERYTHING });
    const { id } = await cnv.upsertProduct(PRODUCT);

    const first = await cnv.removeProduct(id ?? '');
    const second = await cnv.removeProduct(id ?? '');

    assert.deepEqual([first, second], ['removed', 'absent']);
  });

  it('has an unknown effect when the answer is lost', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    simulator.faults.set({ kind: 'drop-answer' });

    const problem = await problemOf(
      cnv.upsertCustomerByPhone({ ref: 'nhanh:77', phone: '0900000001' }),
    );

    assert.equal(problem.effect, 'unknown');
    assert.equal(simulator.members().length, 1);
  });

  it('says which fields are wrong', async (t) => {
    const { signedIn } = await openCnv(t);
    const cnv = await signedIn();

    const problem = await problemOf(cnv.upsertCustomerByPhone({ ref: 'nhanh:77', phone: '1' }));

    assert.equal(problem.code, 'fields');
    assert.match(problem.words ?? '', /phone/);
    assert.ok(CNV_ERROR_CODES.some((code) => code === problem.code));
  });
});

describe('being told to wait by CNV', () => {
  it('keeps off until then', async (t) => {
    const { clock, simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn();
    simulator.faults.set({ kind: '429', retryAfter: 3, times: 1 });
    const problem = await problemOf(cnv.ping());
    const before = simulator.requests.length;

    const waiting = cnv.ping();
    await clock.advance(2_999);
    const early = simulator.requests.length - before;
    await clock.advance(1);
    await waiting;

    assert.equal(problem.code, 'rate-locked');
    assert.equal(early, 0);
  });
});

describe('what is assumed about CNV', () => {
  it('is taken without being asked only where it was seen or documented', () => {
    for (const { value, grade } of Object.values(writes))
      assert.equal(value.taken, grade === 'documented' || grade === 'seen');
  });
});
