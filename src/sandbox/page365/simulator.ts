import { z } from 'zod';
import type { Clock } from '../../core/clock.ts';
import { createFlaw } from '../chance.ts';
import { simulate } from '../web/simulator.ts';
import { type Field, parseQuery, project, type Value } from './graphql.ts';
import { ordersView } from './listing.ts';
import { idOf } from './month.ts';
import { createStore, type Store } from './store.ts';
import type { Page365Simulator, SimBill } from './types.ts';
import { BANK_ACCOUNTS, billView } from './views.ts';
import { createWebhooks } from './webhooks.ts';

const SILENT_STAGES = new Set(['voided', 'expired']);

export type Page365Options = {
  clock: Clock;
  secretKey: string;
  merchantToken: string;
  /** How long a token lives, milliseconds; a day unless set. */
  tokenLife?: number;
};

/** Page365's partner API in memory, for one shop. */
export function createPage365Simulator(options: Page365Options): Page365Simulator {
  const { clock } = options;
  const store = createStore();
  const desk = createDesk(options, store);
  const webhooks = createWebhooks(options);
  let flaw: () => '429' | '500' | null = () => null;

  async function answer(request: Request): Promise<Response> {
    const unlucky = flaw();
    if (unlucky === '429') return failed(429, 'Too many requests');
    if (unlucky === '500') return failed(500, 'Internal server error');
    const asked = Asked.safeParse(await request.json().catch(() => null));
    if (!asked.success) return failed(400, 'No query was given');
    return Response.json(desk.answer(asked.data));
  }

  const said = {
    tooMany: (headers: Record<string, string>) => failed(429, 'Too many requests', headers),
    broken: () => failed(500, 'Internal server error'),
  };
  const simulated = simulate(clock, { answer, said });

  function need(number: number): SimBill {
    const bill = store.get(number);
    if (bill === undefined) throw new Error(`there is no bill ${number}`);
    return bill;
  }

  function put(bill: SimBill): SimBill {
    store.put(bill);
    simulated.changed();
    return bill;
  }

  return {
    ...simulated,
    seed: (given) => put({ ...fresh(given.number, clock.now().epochMilliseconds), ...given }),
    seedMonth(plan) {
      store.plan(plan);
      simulated.changed();
    },
    bill: need,
    flawOf: store.flaw,
    edit: (number, change) => put({ ...need(number), ...change }),
    count: store.count,
    killTokens: desk.killTokens,
    speakOfVoided: desk.speakOfVoided,
    countDays: desk.countDays,
    unreliable: (share, seed = 1) => void (flaw = createFlaw(share, seed)),
    webhook: webhooks.to,
    notify: (number, notice = {}) => webhooks.send(notice.bill ?? need(number), notice),
    noticeOf: (number, notice = {}) => webhooks.noticeOf(notice.bill ?? need(number), notice),
  };
}

const Asked = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).default({}),
});
type Asked = z.infer<typeof Asked>;

/** What is said to a query. Failures come under status 200, as GraphQL has them. */
function createDesk({ clock, secretKey, merchantToken, tokenLife }: Page365Options, store: Store) {
  const life = tokenLife ?? 24 * 3_600_000;
  const tokens = new Map<string, number>();
  let issued = 0;
  let speak = true;
  let days = { zone: 'Asia/Bangkok', untilIncluded: true };

  function generateToken(args: Record<string, unknown>): Value {
    if (args['secretKey'] !== secretKey || args['merchantToken'] !== merchantToken)
      throw new SyntaxError('Unauthorized: secretKey or merchantToken is not valid');
    const token = `p365_${(issued += 1)}`;
    tokens.set(token, clock.now().epochMilliseconds + life);
    return token;
  }

  function resolve({ name, args }: Field): Value {
    if (name === 'generateToken') return generateToken(args);
    const until = tokens.get(String(args['token']));
    if (until === undefined || clock.now().epochMilliseconds >= until)
      throw new SyntaxError('Token is invalid or expired');
    if (name === 'bankAccounts') return BANK_ACCOUNTS;
    const isSpoken = ({ stage }: SimBill): boolean => speak || !SILENT_STAGES.has(stage);
    if (name === 'orders') return ordersView(store, { args, days, isSpoken });
    if (name !== 'order') throw new SyntaxError(`Field '${name}' doesn't exist on type 'Query'`);
    const bill = store.byId(String(args['id']));
    return bill !== undefined && isSpoken(bill) ? billView(bill) : null;
  }

  return {
    answer({ query, variables }: Asked): object {
      try {
        const field = parseQuery(query, variables);
        const data = { [field.name]: project(resolve(field), field.fields) };
        return { data };
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        return { data: null, errors: [{ message: error.message }] };
      }
    },
    killTokens: (): void => tokens.clear(),
    speakOfVoided: (is: boolean): void => void (speak = is),
    countDays: (how: typeof days): void => void (days = how),
  };
}

function failed(status: number, message: string, headers: Record<string, string> = {}): Response {
  return Response.json({ errors: [{ message }] }, { status, headers });
}

/** A good bill, as in the sandbox's story. */
function fresh(number: number, now: number): SimBill {
  return {
    id: idOf(number),
    number,
    stage: 'shipped',
    createdAt: now,
    paidAt: now,
    lines: [{ name: 'เสื้อยืดคอกลม', quantity: 2, price: 25_000, sku: 'TEE-M' }],
    discount: 2_000,
    shipping: 5_000,
    total: 53_000,
    paid: 53_000,
    vat: 3_467,
    vatIncluded: true,
    account: '7',
    buyer: { id: `5${number}`, name: 'Demo Buyer', type: 'LineAtCustomer' },
  };
}
