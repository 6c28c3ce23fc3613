import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { problemOf } from '../../support/problem-of.ts';
import { draftOf, openPeak } from '../../support/receipts.ts';

describe('the PEAK client', () => {
  it('makes a receipt and finds it by id, number and our reference', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });

    const made = await client.createReceipt(draftOf(simulator));

    const found = await Promise.all([
      client.receipt(made.id),
      client.receiptByCode(made.code),
      client.receiptsByReference('page365:12045').then(([first]) => first),
    ]);
    assert.match(made.code, /^RT-202602\d{5}$/);
    assert.notEqual(made.link, '');
    for (const receipt of found) {
      assert.equal(receipt?.id, made.id);
      assert.equal(receipt.total, 53_000);
      assert.equal(receipt.issued, '2026-02-07');
      assert.deepEqual(receipt.tags, ['page365:12045']);
      assert.equal(receipt.voided, false);
    }
  });

  it('says what PEAK will count: VAT inside, on top, or none', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });
    const payment = draftOf(simulator).payment;

    await client.createReceipts([
      draftOf(simulator, { reference: 'inside' }),
      draftOf(simulator, {
        reference: 'on top',
        vat: 'exclusive',
        payment: { ...payment, amount: 56_710 },
      }),
      draftOf(simulator, { reference: 'none', vat: 'none', taxInvoice: false }),
    ]);

    const seen = simulator.receipts().map(({ total, vat, taxInvoice }) => [total, vat, taxInvoice]);
    assert.deepEqual(seen, [
      [53_000, 3_467, true],
      [56_710, 3_710, true],
      [53_000, 0, false],
    ]);
  });

  it('says null only where PEAK says in so many words that there is nothing', async (t) => {
    const { client, simulator } = await openPeak(t);

    assert.equal(await client.receiptByCode('RT-1'), null);
    assert.deepEqual(await client.receiptsByReference('page365:1'), []);

    simulator.faults.set({ kind: '503' });
    assert.equal((await problemOf(client.receiptByCode('RT-1'))).effect, 'none');
    simulator.faults.set({ kind: '429' });
    assert.equal((await problemOf(client.receiptByCode('RT-1'))).code, 'concurrency');
  });

  for (const how of ['top', 'empty-list'] as const)
    it(`renews a client token once for all who wait, told by ${how}`, async (t) => {
      const { client, simulator } = await openPeak(t);
      simulator.refuseTokensBy(how);
      await client.createContact({ code: 'PG365', name: 'Page365' });
      await client.createReceipt(draftOf(simulator));
      simulator.killTokens();

      const found = await Promise.all([
        client.receiptsByReference('page365:12045'),
        client.receiptsByReference('page365:12045'),
        client.contactByCode('PG365'),
      ]);

      assert.ok(found.flat().every((row) => row !== null));
      assert.equal(found[0].length, 1);
      assert.equal(simulator.tokensIssued(), 2);
    });

  it('makes a receipt once when its token died before', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });
    simulator.killTokens();

    await client.createReceipt(draftOf(simulator));

    assert.equal(simulator.receipts().length, 1);
  });

  it('calls a user token that is not accepted as good as a 401, never an empty list', async (t) => {
    const { client, simulator } = await openPeak(t, { userToken: 'another business' });
    simulator.refuseTokensBy('empty-list');

    const problem = await problemOf(client.receiptsByReference('page365:1'));

    assert.deepEqual([problem.code, problem.status], ['token', 401]);
    assert.equal(simulator.tokensIssued(), 2);
  });

  it('calls a wrong key and a wrong connectId as good as a 401', async (t) => {
    const key = await openPeak(t, { connectKey: 'wrong' });
    const id = await openPeak(t, { connectId: 'wrong' });

    const [byKey, byId] = [await problemOf(key.client.ping()), await problemOf(id.client.ping())];

    assert.deepEqual([byKey.status, byKey.words], [401, 'Unauthorized']);
    assert.deepEqual([byId.code, byId.status], ['signature', 401]);
  });

  it('asks nothing when the integrator has no credentials', async (t) => {
    const { client, simulator } = await openPeak(t, { connectId: '' });

    const problem = await problemOf(client.ping());

    assert.equal(problem.code, 'no-app');
    assert.deepEqual(simulator.requests, []);
  });

  it('waits before it asks for a token again when told to', async (t) => {
    const { client, simulator, clock } = await openPeak(t);
    simulator.faults.set({ kind: '429', match: { path: '/api/v1/clienttoken' }, times: 1 });
    const first = await problemOf(client.ping());

    const second = await problemOf(client.ping());
    const asked = simulator.requests.length;
    await clock.advance(first.retryAfter ?? 0);
    await client.ping();

    assert.deepEqual([second.code, asked], [first.code, 1]);
  });

  it('keeps at most five POSTs at once', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });

    await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        client.createReceipt(draftOf(simulator, { reference: `page365:${index}` })),
      ),
    );

    assert.equal(simulator.receipts().length, 40);
    assert.ok(simulator.mostPosts() <= 5);
  });

  it('names a number that is taken, and a product whose name is', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });
    simulator.seedProduct({ code: 'P00001', name: 'Cotton tee' });
    simulator.allowDuplicateNames(false);
    const booked = { named: 'Cotton tee', code: '', account: '410101' };
    const line = { booked, description: 'Cotton tee', quantity: 1, price: 53_000 };
    const named = draftOf(simulator, { lines: [line], discount: 0 });
    await client.createReceipt(draftOf(simulator, { code: 'PG365-1' }));

    const number = await problemOf(client.createReceipt(draftOf(simulator, { code: 'PG365-1' })));
    const name = await problemOf(client.createReceipt(named));
    simulator.allowDuplicateNames(true);
    await client.createReceipt(named);

    assert.deepEqual([number.code, number.effect], ['duplicate-number', 'refused']);
    assert.deepEqual([name.code, name.effect], ['duplicate-name', 'refused']);
    assert.equal(simulator.receipts().length, 2);
  });

  it('reads each item of a batch that was half successful', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });
    simulator.refuseItems((reference) =>
      reference === 'b' ? { resCode: '400', resDesc: 'not today' } : null,
    );

    const outcomes = await client.createReceipts(
      ['a', 'b', 'c'].map((reference) => draftOf(simulator, { reference })),
    );

    const seen = outcomes.map((outcome) => ('made' in outcome ? 'made' : outcome.error.words));
    assert.deepEqual(seen, ['made', 'not today', 'made']);
    assert.deepEqual(
      simulator.receipts().map(({ reference }) => reference),
      ['a', 'c'],
    );
  });

  it('leaves the effect of a lost answer unknown, and sends nothing again', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });
    simulator.faults.set({ kind: 'drop-answer', match: { path: '/api/v1/receipts' }, times: 1 });

    const problem = await problemOf(client.createReceipt(draftOf(simulator)));

    assert.equal(problem.effect, 'unknown');
    assert.equal((await client.receiptsByReference('page365:12045')).length, 1);
  });

  it('leaves the effect of a write that took too long unknown', async (t) => {
    const { client, simulator, clock } = await openPeak(t, {
      timeouts: { read: 5000, write: 60 },
    });
    await client.createContact({ code: 'PG365', name: 'Page365' });
    simulator.latency({ writes: 120_000 });

    const problem = await problemOf(client.createReceipt(draftOf(simulator)));
    await clock.advance(120_000);

    assert.deepEqual([problem.code, problem.effect], ['timeout', 'unknown']);
    assert.equal(simulator.receipts().length, 1);
  });

  it('does not take other receipts for none when PEAK ignores what was asked', async (t) => {
    const { client, simulator } = await openPeak(t);
    simulator.seedReceipt({ by: 'hand', reference: 'another' });
    simulator.ignoreFilters(true);

    const problem = await problemOf(client.receiptsByReference('page365:1'));

    assert.deepEqual([problem.code, problem.effect], ['filter-ignored', 'none']);
  });

  it('finds its receipts by their tag where PEAK drops references', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });
    simulator.keepReferences(false);
    simulator.faults.set({ kind: 'drop-answer', match: { path: '/api/v1/receipts' }, times: 1 });
    await problemOf(client.createReceipt(draftOf(simulator)));
    const other = draftOf(simulator, { reference: 'page365:2', tags: ['page365:2'] });
    await client.createReceipt(other);

    const lost = await client.receiptsByReference('page365:12045');

    assert.equal(lost.length, 1);
    assert.deepEqual(await client.receiptsByReference('page365:3'), []);
  });

  it('looks through receipts no more once PEAK has kept a reference', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });
    await client.createReceipt(draftOf(simulator));

    await client.receiptsByReference('page365:1');

    const paths = simulator.requests.map(({ path }) => path);
    assert.ok(!paths.includes('/api/v1/receipts/list'));
  });

  it('has made a receipt also when the look at its reference fails', async (t) => {
    const { client, simulator } = await openPeak(t);
    await client.createContact({ code: 'PG365', name: 'Page365' });
    simulator.faults.set({ kind: '500', match: { method: 'GET' } });

    const made = await client.createReceipt(draftOf(simulator));

    assert.equal(simulator.receipts()[0]?.id, made.id);
  });

  it('reads every receipt page by page, and says so when pages repeat', async (t) => {
    const { client, simulator } = await openPeak(t);
    for (let number = 1; number <= 250; number += 1)
      simulator.seedReceipt({ by: 'connector', code: `RT-${number}`, reference: String(number) });

    const codes = new Set<string>();
    for await (const page of client.receipts()) for (const { code } of page) codes.add(code);
    simulator.ignoreFilters(true);
    const repeating = async (): Promise<number> => {
      let seen = 0;
      for await (const page of client.receipts()) seen += page.length;
      return seen;
    };

    assert.equal(codes.size, 250);
    assert.equal((await problemOf(repeating())).code, 'list-repeats');
  });

  it('voids a receipt once, and a second time is refused', async (t) => {
    const { client, simulator } = await openPeak(t);
    const { id } = simulator.seedReceipt({ by: 'api' });

    await client.voidReceipt(id);

    assert.equal((await client.receipt(id))?.voided, true);
    assert.equal((await problemOf(client.voidReceipt(id))).effect, 'refused');
  });

  it('finds contacts and products by code, and a code that is taken', async (t) => {
    const { client, simulator } = await openPeak(t);
    const product = simulator.seedProduct({ code: 'TEE-M', name: 'Cotton tee' });
    const contact = await client.createContact({ code: 'PG365', name: 'Page365' });

    const taken = await problemOf(client.createContact({ code: 'PG365', name: 'Other' }));

    assert.deepEqual(await client.contactByCode('PG365'), contact);
    assert.equal(await client.contactByCode('PG366'), null);
    assert.deepEqual(await client.productByCode('TEE-M'), product);
    assert.equal(taken.code, 'duplicate-contact');
  });

  it('lists payment methods and accounts to choose from', async (t) => {
    const { client } = await openPeak(t);

    const methods = await client.paymentMethods();
    const accounts = await client.accounts();

    assert.deepEqual(
      methods.map(({ code, bank }) => [code, bank]),
      [
        ['CSH001', ''],
        ['BSV002', 'KBANK'],
        ['BSV003', 'SCB'],
      ],
    );
    assert.deepEqual(
      accounts.map(({ code }) => code),
      ['410101', '410107', '420101'],
    );
  });

  it('writes no token and no key into the log', async (t) => {
    const { client, lines } = await openPeak(t);

    await client.ping();

    assert.ok(lines.length > 0);
    assert.doesNotMatch(lines.join('\n'), /ct_demo|ut_demo|demo-connect-key|demo_peakapi/);
  });
});
