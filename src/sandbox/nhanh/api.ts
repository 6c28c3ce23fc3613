import { z } from 'zod';
import { failed, failedAnswer, type Failure, isFailure, okAnswer } from './answers.ts';
import { createGate } from './gate.ts';
import type { Grants, Token } from './grants.ts';
import type { Shop } from './hands.ts';
import { createLists } from './lists.ts';
import type { NhanhRules } from './rules.ts';
import type { SimApp, SimBusiness } from './types.ts';
import { writeAction } from './writes.ts';

export type ApiParts = {
  now(): number;
  rules: NhanhRules;
  grants: Grants;
  app(id: string): SimApp | undefined;
  business(id: string): SimBusiness | undefined;
  shop(business: string): Shop;
  /** From now on the app hears of the business. */
  onGrant(appId: string, business: string): void;
};

const Exchange = z.object({ accessCode: z.string(), secretKey: z.string() });
const Check = z.object({ secretKey: z.string() });

/** API 3.0, and the exchange of API 2.0. */
export function createApi(parts: ApiParts): (request: Request) => Promise<Response> {
  const { rules, grants, app } = parts;
  const gate = createGate(parts);
  const lists = createLists(parts);

  function exchange(appId: string, body: unknown, version: Token['version']): Response | Failure {
    const asked = Exchange.safeParse(body);
    if (!asked.success) return failed('ERR_INVALID_DATA', 'invalid data');
    const { accessCode: code, secretKey } = asked.data;
    const known = app(appId);
    if (!known?.active) return failed('ERR_INVALID_APP_ID', 'Invalid appId');
    if (known.secretKey !== secretKey) return failed('ERR_INVALID_SECRET_KEY', 'Invalid secretKey');
    const token = grants.exchange({ code, appId, version });
    if (isFailure(token)) return token;
    parts.onGrant(appId, token.business);
    return version === '2.0' ? oldAnswer(token) : okAnswer(grantOf(token));
  }

  function act(token: Token, action: string, body: unknown): Response | Failure {
    const { appId, business, depots } = token;
    if (action === 'app/checkaccesstoken') {
      const asked = Check.safeParse(body);
      if (!asked.success || asked.data.secretKey !== app(appId)?.secretKey)
        return failed('ERR_INVALID_SECRET_KEY', 'Invalid secretKey');
      return okAnswer(grantOf(token));
    }
    const shop = parts.shop(business);
    return (
      lists(action, { store: shop.store, depots }, body) ??
      writeAction(action, { shop, appId, depots, body }) ??
      failed('ERR_404', 'Not found')
    );
  }

  async function answer(request: Request): Promise<Response | Failure> {
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    if (pathname === '/api/oauth/access_token') return oldExchange(text);
    const action = /^\/v3\.0\/(.+)$/.exec(pathname)?.[1];
    if (action === undefined || request.method !== 'POST')
      return new Response('Not Found', { status: 404 });
    const body = jsonOf(text);
    const appId = searchParams.get('appId') ?? '';
    if (action === 'app/getaccesstoken') return exchange(appId, body, '3.0');
    const business = searchParams.get('businessId') ?? '';
    const token = request.headers.get('authorization') ?? '';
    const admitted = gate.admit({ appId, business, token, action });
    if (isFailure(admitted)) return admitted;
    if (body === undefined) return failed('ERR_INVALID_DATA', 'invalid data');
    return act(admitted, action, body);
  }

  /** With the fields of a form. https://apidocs.nhanh.vn/v2 */
  function oldExchange(text: string): Response | Failure {
    const form = Object.fromEntries(new URLSearchParams(text));
    return exchange(form['appId'] ?? '', form, '2.0');
  }

  return async (request) => {
    const result = await answer(request);
    return result instanceof Response ? result : failedAnswer(result, rules.realStatuses);
  };
}

function grantOf({ token, version, expiresAt, business, permissions, depots }: Token) {
  return {
    accessToken: token,
    version,
    expiredAt: Math.floor(expiresAt / 1000),
    businessId: Number(business),
    depotIds: depots,
    pageIds: [],
    permissions,
  };
}

/** Flat, and without a version. https://apidocs.nhanh.vn/app */
function oldAnswer(token: Token): Response {
  const { accessToken, expiredAt, businessId, depotIds, permissions } = grantOf(token);
  return Response.json({ code: 1, accessToken, expiredAt, businessId, depotIds, permissions });
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
