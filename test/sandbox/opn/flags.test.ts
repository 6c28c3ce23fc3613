import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Facts, type Flags, flagsOf } from '../../../src/sandbox/opn/flags.ts';
import { factsOf } from '../../../src/sandbox/opn/entry.ts';
import { entryOf } from '../../../src/sandbox/opn/seed.ts';
import { recorded, skip } from '../../clients/opn/recordings.ts';

const card: Facts['method'] = { refunds: 'partial', voids: true, disputes: true };
const none: Facts['method'] = { refunds: 'none', voids: false, disputes: false };
const inFull: Facts['method'] = { refunds: 'full', voids: false, disputes: false };

const fresh: Facts = {
  method: card,
  authorized: true,
  captured: 0,
  refunded: 0,
  refunds: 0,
  voided: false,
  failed: false,
  reversed: false,
  disputed: false,
  settled: false,
  late: false,
};
const paid: Facts = { ...fresh, captured: 1000 };
const refunded: Facts = { ...paid, refunded: 1000, refunds: 1 };

/** A letter per flag, so that a row of the truth table fits a line: the letters say which flags are true. */
const LETTERS: readonly (readonly [keyof Flags, string])[] = [
  ['authorized', 'A'],
  ['capturable', 'c'],
  ['paid', 'P'],
  ['reversible', 'v'],
  ['reversed', 'V'],
  ['refundable', 'r'],
  ['partially_refundable', 'p'],
  ['can_perform_void', 'o'],
  ['disputable', 'd'],
  ['voided', 'O'],
  ['expired', 'X'],
];

function lettersOf(flags: Flags): string {
  return LETTERS.filter(([name]) => flags[name] === true)
    .map(([, letter]) => letter)
    .join('');
}

describe('the flags of a charge', () => {
  for (const [situation, facts, status, letters] of [
    ['card, authorised only', fresh, 'pending', 'Acv'],
    ['card, captured', paid, 'successful', 'APrpod'],
    ['card, captured and settled', { ...paid, settled: true }, 'successful', 'APrpd'],
    ['reversed', { ...fresh, reversed: true }, 'reversed', 'AV'],
    ['reversed, long ago', { ...fresh, reversed: true, late: true }, 'reversed', 'AV'],
    ['declined', { ...fresh, authorized: false, failed: true }, 'failed', ''],
    [
      'declined, long ago',
      { ...fresh, authorized: false, failed: true, late: true },
      'failed',
      'X',
    ],
    ['QR waiting', { ...fresh, method: none, authorized: false }, 'pending', ''],
    ['QR expired', { ...fresh, method: none, authorized: false, late: true }, 'expired', 'X'],
    ['QR paid, not refundable', { ...paid, method: none }, 'successful', 'AP'],
    ['instalments paid, in full only', { ...paid, method: inFull }, 'successful', 'APr'],
    ['disputed', { ...paid, disputed: true }, 'successful', 'AP'],
    ['refunded in part', { ...paid, refunded: 400, refunds: 1 }, 'successful', 'APrpd'],
    ['fully refunded, not void', { ...refunded, settled: true }, 'successful', 'AP'],
    ['fully refunded as void', { ...refunded, voided: true }, 'successful', 'APO'],
    ['authorisation lapsed', { ...fresh, late: true }, 'expired', 'AX'],
    ['captured, long ago', { ...paid, settled: true, late: true }, 'successful', 'APrpd'],
  ] as const) {
    it(`are "${letters}" and ${status} when ${situation}`, () => {
      const flags = flagsOf(facts);

      assert.equal(flags.status, status);
      assert.equal(lettersOf(flags), letters);
    });
  }
});

describe('the flags of recorded charges', { skip }, () => {
  it('follow from their facts, every one', () => {
    const account = { id: 'account_test_1', country: 'TH', currency: 'THB', livemode: false };
    const recordings = recorded('charge').map(({ body }) => body);

    const differing = recordings.flatMap((body) => {
      const facts = factsBehind(body, account);
      const flags: Record<string, unknown> = flagsOf(facts);
      return Object.keys(flags)
        .filter((name) => body[name] !== undefined && body[name] !== flags[name])
        .map((name) => `${String(body['id'])} ${name}`);
    });

    assert.deepEqual(differing, []);
  });
});

/** What must have happened to a recorded charge; every recording was made before settlement. */
function factsBehind(
  body: Record<string, unknown>,
  account: Parameters<typeof entryOf>[1]['account'],
): Facts {
  const type = typeOf(body['source']);
  const entry = entryOf(
    {
      amount: Number(body['amount']),
      currency: 'THB',
      capture: body['capture'] === true,
      ...(type !== null && { source: { type } }),
    },
    { account, now: 0, nextId: (prefix) => prefix },
  );
  return {
    ...factsOf(entry, 0),
    authorized: body['authorized'] === true,
    captured: body['paid'] === true ? Number(body['captured_amount'] ?? body['amount']) : 0,
    failed: body['failure_code'] !== null,
    reversed: body['reversed_at'] !== null,
    disputed: body['dispute'] !== null,
    late: body['expired_at'] !== null && body['expired_at'] !== undefined,
  };
}

function typeOf(source: unknown): string | null {
  if (typeof source !== 'object' || source === null || !('type' in source)) return null;
  return String(source.type);
}
