import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { failureOf } from '../../../src/core/observed.ts';
import { APP, BACK, BUSINESS, openNhanh, problemOf, SECRET } from '../../support/nhanh.ts';

const MINUTE = 60_000;
const YEAR = 365 * 24 * 60 * MINUTE;

describe('being granted access to Nhanh', () => {
  it('begins at a link with the app and the way back', async (t) => {
    const { connect, url } = await openNhanh(t);

    const link = new URL(connect().loginLink(BACK));

    assert.equal(link.origin, url);
    assert.equal(link.pathname, '/oauth');
    assert.equal(link.searchParams.get('appId'), APP);
    assert.equal(link.searchParams.get('returnLink'), BACK);
    assert.equal(link.searchParams.get('version'), '3.0');
  });

  it('ends with a token for a year', async (t) => {
    const { clock, connect, code } = await openNhanh(t);

    const grant = await connect().exchange(code());

    assert.equal(grant.business, BUSINESS);
    assert.equal(grant.version, '3.0');
    assert.equal(grant.depots, 'all');
    assert.ok(grant.accessToken.length >= 128);
    assert.ok(grant.permissions.includes('order.list'));
    assert.equal(grant.expiresAt, clock.now().epochMilliseconds + YEAR);
  });

  it('can be looked at again', async (t) => {
    const { granted } = await openNhanh(t);
    const nhanh = await granted();

    const grant = await nhanh.grant();

    assert.equal(grant.business, BUSINESS);
    assert.ok(grant.accessToken.length >= 128);
  });

  it('needs a code that nobody used', async (t) => {
    const { connect, code } = await openNhanh(t);
    const once = code();
    await connect().exchange(once);

    const problem = await problemOf(connect().exchange(once));

    assert.equal(problem.code, 'code-invalid');
    assert.equal(problem.effect, 'refused');
  });

  it('needs a code of the last ten minutes', async (t) => {
    const { clock, connect, code } = await openNhanh(t);
    const [early, late] = [code(), code()];

    await clock.advance(10 * MINUTE - 1);
    await connect().exchange(early);
    await clock.advance(1);
    const problem = await problemOf(connect().exchange(late));

    assert.equal(problem.code, 'code-invalid');
  });

  it('needs the right secret, and a wrong one does not use the code up', async (t) => {
    const { connect, code } = await openNhanh(t);
    const once = code();

    const problem = await problemOf(connect({ secretKey: 'wrong' }).exchange(once));
    const grant = await connect().exchange(once);

    assert.equal(problem.code, 'secret-key');
    assert.equal(grant.business, BUSINESS);
  });

  it('needs an app that is known and switched on', async (t) => {
    const { simulator, connect, code } = await openNhanh(t);
    const once = code();
    simulator.editApp(APP, { active: false });

    const off = await problemOf(connect().exchange(once));
    const unknown = await problemOf(connect({ appId: '1' }).exchange(once));

    assert.equal(off.code, 'app-unknown');
    assert.equal(unknown.code, 'app-unknown');
  });
});

describe('a token', () => {
  it('lives fifteen minutes more once there is a newer one', async (t) => {
    const { clock, granted } = await openNhanh(t);
    const before = await granted();
    const after = await granted();

    await clock.advance(15 * MINUTE - 1);
    await before.ping();
    await clock.advance(1);
    const problem = await problemOf(before.ping());

    assert.equal(problem.code, 'token-revoked');
    await after.ping();
  });

  it('ends after a year', async (t) => {
    const { clock, granted } = await openNhanh(t);
    const nhanh = await granted();

    await clock.advance(YEAR);
    const problem = await problemOf(nhanh.ping());

    assert.equal(problem.code, 'token-expired');
  });

  it('ends with the app, and that counts as a dead connection', async (t) => {
    const { simulator, granted, observed } = await openNhanh(t);
    const nhanh = await granted();
    simulator.uninstall(APP, BUSINESS);

    const problem = await problemOf(nhanh.ping());

    const last = observed.at(-1);
    assert.equal(problem.code, 'token-revoked');
    assert.ok(last !== undefined);
    assert.equal(failureOf(last), 'token-revoked');
  });

  it('of API 2.0 is told so', async (t) => {
    const { simulator, connect } = await openNhanh(t);
    const accessToken = simulator.oldToken(APP, BUSINESS);

    const problem = await problemOf(connect({ accessToken }).ping());

    assert.equal(problem.code, 'v2-token');
  });

  it('is of no use while the shop does not allow the API', async (t) => {
    const { simulator, granted } = await openNhanh(t);
    const nhanh = await granted();
    simulator.editBusiness(BUSINESS, { openApi: false });

    const problem = await problemOf(nhanh.ping());

    assert.equal(problem.code, 'business-not-allowed');
  });

  it('does not open another business', async (t) => {
    const { simulator, granted } = await openNhanh(t);
    simulator.addBusiness({ id: '70002' });
    const nhanh = await granted({ business: '70002' });

    const problem = await problemOf(nhanh.ping());

    assert.equal(problem.code, 'business-unknown');
  });

  it('may do only what was ticked', async (t) => {
    const { simulator, granted } = await openNhanh(t);
    simulator.editBusiness(BUSINESS, { permissions: ['product.list'] });
    const nhanh = await granted();

    const page = await nhanh.products(null, null);
    const problem = await problemOf(nhanh.categories(null).then(() => nhanh.customerByPhone('0')));

    assert.deepEqual(page.rows, []);
    assert.equal(problem.code, 'no-permission');
  });

  it('is missed before anything is sent', async (t) => {
    const { simulator, connect } = await openNhanh(t);

    const problem = await problemOf(connect().products(null, null));

    assert.equal(problem.code, 'no-token');
    assert.deepEqual(simulator.requests, []);
  });
});

describe('a verify token', () => {
  it('is one that the console takes, and never the same', async (t) => {
    const { connect } = await openNhanh(t);
    const nhanh = connect();

    const tokens = [nhanh.newVerifyToken(), nhanh.newVerifyToken()];

    for (const token of tokens) assert.match(token, /^[A-Za-z0-9]{16,128}$/);
    assert.equal(new Set(tokens).size, 2);
  });
});

describe('an address of an API that ended', () => {
  it('is refused with nothing sent', async (t) => {
    const { connect } = await openNhanh(t);
    const accessToken = 'x';

    const v1 = connect({ baseURL: 'https://graph.nhanh.vn', accessToken });
    const v2 = connect({ baseURL: 'https://open.nhanh.vn/api', accessToken });

    assert.equal((await problemOf(v1.ping())).code, 'v1-address');
    assert.equal((await problemOf(v2.exchange('code'))).code, 'v2-address');
  });
});

describe('the consent page', () => {
  const ask = (url: string, returnLink: string, init?: RequestInit): Promise<Response> =>
    fetch(`${url}/oauth?appId=${APP}&returnLink=${encodeURIComponent(returnLink)}`, {
      redirect: 'manual',
      ...init,
    });

  it('hands the code to the address that the app registered', async (t) => {
    const { connect, url } = await openNhanh(t);
    const page = await ask(url, BACK);
    const form = new URLSearchParams({ business: BUSINESS, decision: 'agree' });
    form.append('permissions', 'product.list');

    const answer = await ask(url, BACK, { method: 'POST', body: form });
    const back = new URL(answer.headers.get('location') ?? '');
    const grant = await connect().exchange(back.searchParams.get('accessCode') ?? '');

    assert.equal(page.status, 200);
    assert.match(await page.text(), /Đồng ý/);
    assert.equal(back.origin + back.pathname, BACK);
    assert.deepEqual(grant.permissions, ['product.list']);
  });

  it('refuses any other address, and plain http', async (t) => {
    const { simulator, url } = await openNhanh(t);
    simulator.editApp(APP, { redirectUrls: [BACK, 'http://tenban.test/back'] });

    const other = await ask(url, `${BACK}0`);
    const plain = await ask(url, 'http://tenban.test/back');

    assert.equal(other.status, 400);
    assert.equal(plain.status, 400);
  });

  it('gives API 2.0 its flat token, which 3.0 refuses', async (t) => {
    const { connect, code, url } = await openNhanh(t);
    const fields = { version: '2.0', appId: APP, accessCode: code(), secretKey: SECRET };

    const answer = await fetch(`${url}/api/oauth/access_token`, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
    const { accessToken } = Object(await answer.json());
    const problem = await problemOf(connect({ accessToken: String(accessToken) }).ping());

    assert.equal(problem.code, 'v2-token');
  });
});
