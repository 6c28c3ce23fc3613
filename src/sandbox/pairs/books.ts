import { randomBytes } from 'node:crypto';
import type { Clock } from '../../core/clock.ts';
import { createPage365Simulator } from '../page365/simulator.ts';
import type { Page365Simulator, SimBill } from '../page365/types.ts';
import { createPeakSimulator } from '../peak/simulator.ts';
import type { PeakSimulator } from '../peak/types.ts';
import { BILLS } from '../seeds/bills.ts';
import { type Break, type Pair, type PairRow, switchOf } from './types.ts';

const SHOP = 'baan-suan';
const ZONE = 'Asia/Bangkok';
const HOUR = 3_600_000;
/** Bills of the month before, to be pulled with `backfill`. */
const LAST_MONTH = { bills: 40, bad: 0.08, from: 11_801 };

/** Page365 and PEAK of the Thai shop: a week's bills and those of the month before. */
export async function openBooksPair(clock: Clock): Promise<Pair> {
  const secret = (): string => randomBytes(12).toString('hex');
  const keys = { page365: secret(), merchant: secret(), user: secret() };
  const integrator = { connectId: secret(), connectKey: secret() };
  const page365 = createPage365Simulator({
    clock,
    secretKey: keys.page365,
    merchantToken: keys.merchant,
  });
  const peak = createPeakSimulator({ clock, ...integrator, userToken: keys.user });
  plant(page365, clock);
  const servers = await Promise.all([page365.listen(0), peak.listen(0)]);
  const [atPage365, atPeak] = servers;
  const connectorOff = clock.now().toZonedDateTimeISO(ZONE).toPlainDate().subtract({ days: 6 });
  return {
    shop: SHOP,
    systems: [
      { id: 'page365', simulator: page365 },
      { id: 'peak', simulator: peak },
    ],
    settings: {
      connections: connectionsOf(keys, peak, connectorOff.toString()),
      apps: {
        page365: { secrets: { secretKey: keys.page365 }, options: {}, version: 1 },
        peak: { secrets: integrator, options: {}, version: 1 },
      },
    },
    urls: { page365: `${atPage365.url}/v1.0/graphql`, peak: `${atPeak.url}/api/v1` },
    rows: () => BILLS.map(({ number }) => rowOf(peak, page365.bill(number))),
    act: (what, order) => act(page365, what, Number(order)),
    breaks: [switchOf('peak-names', (on) => peak.allowDuplicateNames(!on)), forgetfulness(peak)],
    async close() {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

function plant(page365: Page365Simulator, clock: Clock): void {
  const now = clock.now().epochMilliseconds;
  const month = clock.now().toZonedDateTimeISO(ZONE).toPlainDate().toPlainYearMonth();
  page365.seedMonth({ month: month.subtract({ months: 1 }).toString(), ...LAST_MONTH });
  for (const { hoursAgo, paidAfter, ...bill } of BILLS) {
    const createdAt = now - hoursAgo * HOUR;
    const goods = bill.lines.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
    const total = goods + bill.shipping;
    page365.seed({
      total,
      paid: total,
      vat: Math.round((total * 7) / 107),
      account: '7',
      discount: 0,
      ...bill,
      createdAt,
      paidAt: paidAfter === null ? null : createdAt + paidAfter * HOUR,
    });
  }
}

/** PEAK forgets every token: over once Tenban has signed in anew. */
function forgetfulness(peak: PeakSimulator): Break {
  let forgotten = -1;
  return {
    id: 'peak-tokens',
    isOn: () => peak.tokensIssued() === forgotten,
    set(on) {
      if (on) peak.killTokens();
      forgotten = on ? peak.tokensIssued() : -1;
    },
  };
}

function connectionsOf(
  keys: { merchant: string; user: string },
  peak: PeakSimulator,
  connectorOff: string,
): Pair['settings']['connections'] {
  const [method] = peak.methods();
  const booked = { id: method?.id ?? '', code: method?.code ?? '' };
  return [
    {
      id: `${SHOP}-page365`,
      shop: SHOP,
      system: 'page365',
      secrets: { merchantToken: keys.merchant },
      options: {},
      version: 1,
    },
    {
      id: `${SHOP}-peak`,
      shop: SHOP,
      system: 'peak',
      secrets: { userToken: keys.user },
      options: {
        on: true,
        connectorOff,
        salesAccount: '410101',
        shippingAccount: '410101',
        paymentMethods: { 7: booked, 8: booked },
      },
      version: 1,
    },
  ];
}

/** What Tenban writes into a receipt to know it again. */
function referenceOf(number: number): string {
  return `page365:${number}`;
}

function rowOf(peak: PeakSimulator, bill: SimBill): PairRow {
  const { number, stage, paid, total, lines } = bill;
  const receipt = peak.receiptsOf(referenceOf(number)).find(({ status }) => status === 'approved');
  const baht = (satang: number): string => `฿${(satang / 100).toFixed(2)}`;
  return {
    order: String(number),
    about: lines.map(({ name, quantity }) => `${name} ×${quantity}`).join(', '),
    at: [
      { system: 'page365', state: `${stage} · ${baht(paid)} / ${baht(total)}` },
      { system: 'peak', state: receipt?.code ?? '–' },
    ],
    acts: [
      ...(paid === total ? [] : ['pay-rest']),
      ...(stage === 'shipped' ? [] : ['ship']),
      ...(stage === 'voided' ? [] : ['void-bill']),
    ],
  };
}

function act(page365: Page365Simulator, what: string, number: number): void {
  const { total } = page365.bill(number);
  if (what === 'pay-rest') page365.edit(number, { paid: total });
  else if (what === 'ship') page365.edit(number, { stage: 'shipped' });
  else if (what === 'void-bill') page365.edit(number, { stage: 'voided' });
  else throw new Error(`nothing is called ${what} here`);
}
