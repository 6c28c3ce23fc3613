import { type Context, Hono } from 'hono';
import { capture, dispute, type Moment, refund, reverse } from './acts.ts';
import { bodyOf } from './body.ts';
import type { Book } from './book.ts';
import { createCharge, createToken } from './create-charge.ts';
import { accountView, cardView, disputeView } from './detail-views.ts';
import type { Entry, SimAccount } from './entry.ts';
import { listOf } from './list.ts';
import { errorBody, notFound, OpnRefusal, refusals } from './refusals.ts';
import { isoOf } from './time.ts';
import { chargeView, refundList, refundView } from './view.ts';

type Env = { Variables: { account: SimAccount } };
type App = Hono<Env>;
/** Where routes do their work; `changed` is called after every change. */
type Desk = { book: Book; changed(): void };

/** The simulated API: one route each, every success a 200. */
export function createRoutes(desk: Desk): App {
  const { book } = desk;
  const app: App = new Hono();
  app.use(async (c, next) => {
    const account = book.accountOfKey(userOf(c.req.header('authorization')));
    if (account === null) throw new OpnRefusal(refusals.unauthorized);
    c.set('account', account);
    await next();
  });
  app.get('/account', (c) => reply(c, accountView(c.get('account'))));
  addTokens(app, desk);
  addCharges(app, desk);
  addRefunds(app, desk);
  app.notFound(() => refuse(refusals.noRoute));
  app.onError((error) => {
    if (error instanceof OpnRefusal) return refuse(error);
    throw error;
  });
  return app;
}

function addTokens(app: App, { book }: Desk): void {
  app.post('/tokens', async (c) => {
    const token = createToken(book, c.get('account'), await bodyOf(c.req));
    const { id, account, used, createdAt } = token;
    const card = cardView(token.card, token);
    const created_at = isoOf(createdAt);
    return reply(c, { object: 'token', id, livemode: account.livemode, used, card, created_at });
  });
}

function addCharges(app: App, { book, changed }: Desk): void {
  function act(c: Context<Env>, effect: (entry: Entry, moment: Moment) => void): Response {
    const entry = entryOf(c, book);
    effect(entry, book.moment(entry.account));
    changed();
    return reply(c, chargeView(entry, book.now()));
  }

  app.get('/charges', (c) => {
    const now = book.now();
    const rows = book.entriesOf(c.get('account').id).map((entry) => chargeView(entry, now));
    return reply(c, listOf(rows, { query: c.req.query(), location: '/charges', now }));
  });
  app.post('/charges', async (c) => {
    const entry = createCharge(book, c.get('account'), await bodyOf(c.req));
    return reply(c, chargeView(entry, book.now()));
  });
  app.get('/charges/:id', (c) => reply(c, chargeView(entryOf(c, book), book.now())));
  app.post('/charges/:id/capture', async (c) => {
    const { capture_amount } = await bodyOf(c.req);
    return act(c, (entry, moment) => capture(entry, capture_amount, moment));
  });
  app.post('/charges/:id/reverse', (c) => act(c, reverse));
}

function addRefunds(app: App, { book, changed }: Desk): void {
  app.get('/refunds', (c) => {
    const rows = book
      .entriesOf(c.get('account').id)
      .flatMap((entry) => entry.refunds.map((made) => refundView(made, entry)))
      .toSorted((a, b) => (a.created_at < b.created_at ? -1 : 1));
    return reply(c, listOf(rows, { query: c.req.query(), location: '/refunds', now: book.now() }));
  });
  app.get('/charges/:id/refunds', (c) =>
    reply(c, refundList(entryOf(c, book), { query: c.req.query(), now: book.now() })),
  );
  app.post('/charges/:id/refunds', async (c) => {
    const { amount, metadata, void: asVoid } = await bodyOf(c.req);
    const entry = entryOf(c, book);
    const wanted = { amount, metadata, void: asVoid };
    const made = refund(entry, wanted, book.moment(entry.account));
    changed();
    return reply(c, refundView(made, entry));
  });
  app.get('/charges/:id/refunds/:refund', (c) => {
    const entry = entryOf(c, book);
    const id = c.req.param('refund');
    const found = entry.refunds.find((each) => each.id === id);
    if (found === undefined) throw new OpnRefusal(notFound('refund', id));
    return reply(c, refundView(found, entry));
  });
  app.post('/charges/:id/disputes', (c) => {
    const entry = entryOf(c, book);
    const opened = dispute(entry, book.moment(entry.account));
    changed();
    return reply(c, disputeView(opened, entry));
  });
}

function entryOf(c: Context<Env>, book: Book): Entry {
  return book.entry(c.req.param('id') ?? '', c.get('account'));
}

/** The user name of Basic authentication; the password is empty. https://docs.omise.co/api-authentication */
function userOf(header: string | undefined): string {
  const encoded = /^Basic (.+)$/i.exec(header ?? '')?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString().split(':')[0] ?? '';
}

/** Only successes name the API version. */
function reply(c: Context<Env>, body: object): Response {
  return Response.json(body, {
    headers: {
      'omise-version': c.req.header('omise-version') ?? '2019-05-29',
      'x-request-id': crypto.randomUUID(),
      'cache-control': 'no-cache, no-store',
    },
  });
}

function refuse(problem: { status: number; code: string; message: string }): Response {
  const headers = { 'x-request-id': crypto.randomUUID() };
  return Response.json(errorBody(problem), { status: problem.status, headers });
}
