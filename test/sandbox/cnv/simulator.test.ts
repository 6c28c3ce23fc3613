import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { openCnv, RETURN } from '../../support/cnv.ts';

const PARTNER = { 'x-client-id': 'cnv-client', 'x-client-secret': 'cnv-secret' };

describe('the simulated CNV', () => {
  it('shows a consent page and sends the browser back with code and state', async (t) => {
    const { connect } = await openCnv(t);
    const link = await connect().loginLink({ redirectUri: RETURN, state: 'abc' });

    const page = await fetch(link);
    const answer = await fetch(link, { method: 'POST', redirect: 'manual' });

    const back = new URL(answer.headers.get('location') ?? '');
    const grant = await connect().exchange(back.searchParams.get('code') ?? '', RETURN);
    assert.match(await page.text(), /write_customers/);
    assert.equal(back.origin + back.pathname, RETURN);
    assert.equal(back.searchParams.get('state'), 'abc');
    assert.ok(grant.accessToken.length > 0);
  });

  it('tells a partner the points of a phone, and nobody else', async (t) => {
    const { simulator } = await openCnv(t);
    simulator.addMember({ phone: '0900000001', points: 120 });
    const ask = (headers: Record<string, string>): Promise<Response> => {
      const url = 'http://cnv.test/api/v1/customers/points-information?phone=0900000001';
      return simulator.fetch(new Request(url, { headers }));
    };

    const known = await ask(PARTNER);
    const stranger = await ask({ ...PARTNER, 'x-client-secret': 'wrong' });

    assert.equal(Object(await known.json()).points, 120);
    assert.equal(stranger.status, 401);
  });

  it('makes two orders of one that is sent twice, as nothing says that CNV would not', async (t) => {
    const { simulator, signedIn } = await openCnv(t);
    const cnv = await signedIn({ takes: ['order'] });
    const draft = {
      id: null,
      ref: 'nhanh:9001',
      code: '9001',
      phone: '0900000001',
      status: 'open' as const,
      lines: [],
      total: 0,
      createdAt: 0,
    };

    await cnv.upsertOrder(draft);
    await cnv.upsertOrder(draft);

    assert.equal(simulator.orders().length, 2);
    assert.equal(simulator.members().length, 1);
  });
});
