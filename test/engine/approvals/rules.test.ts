import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import type { Ledger } from '../../../src/core/ledger.ts';
import { dayOf } from '../../../src/core/limits.ts';
import type { Limit, Person, Shop } from '../../../src/core/settings.ts';
import { judge, lockStakes, type Rules } from '../../../src/engine/approvals/rules.ts';
import { hashOf, putStake } from '../../../src/engine/approvals/stake.ts';
import { openTestLedger } from '../../support/open-ledger.ts';

const NOW = Temporal.Instant.from('2026-11-25T03:00:00Z');
const person: Person = {
  id: 'lek',
  name: 'Lek',
  roles: { 'baan-suan': 'operator' },
  identities: [],
  version: 1,
};
const shop: Shop = {
  id: 'baan-suan',
  name: 'Baan Suan',
  locale: 'th',
  timeZone: 'Asia/Bangkok',
  version: 1,
};

function rulesOf(amount: number, limits: Limit[]): Rules {
  const nothing = { amount: 0, currency: 'THB' };
  return {
    shop,
    command: 'refund',
    requester: person,
    stake: {
      money: { amount, currency: 'THB' },
      subject: 'chrg_test_1',
      reason: null,
      before: { subject: nothing, elsewhere: [] },
    },
    appeal: { what: { raw: '' }, lines: [] },
    limits,
    people: [person],
    deciders: [],
    day: dayOf(NOW, shop.timeZone),
  };
}

/** What a tap does: judged and counted in one transaction. True when nobody else was needed. */
async function tap(ledger: Ledger, id: string, rules: Rules): Promise<boolean> {
  return ledger.write(async (tx) => {
    await lockStakes(tx, shop);
    const { over } = await judge(tx, rules);
    if (over === null) await putStake(tx, { ...rules, id, shop: shop.id }, NOW.epochMilliseconds);
    return over === null;
  });
}

describe('a day of requests', () => {
  it('never passes its limit alone, in whatever order they come, side by side, and end', async (t) => {
    const ledger = await openTestLedger(t);
    const request = fc.record({
      amount: fc.integer({ min: 1, max: 400 }),
      end: fc.constantFrom('done', 'freed', 'open'),
    });
    const together = fc.array(fc.array(request, { maxLength: 4 }), { maxLength: 6 });
    let run = 0;

    const property = fc.asyncProperty(
      fc.integer({ min: 0, max: 900 }),
      together,
      async (perDay, rounds) => {
        run += 1;
        // A command of its own, so that runs do not count for each other.
        const command = `refund-${run}`;
        const limit = {
          id: 'l',
          shop: 'baan-suan',
          currency: 'THB',
          commands: [command],
          version: 1,
        };
        let counted = 0;
        for (const [index, round] of rounds.entries()) {
          const alone = await Promise.all(
            round.map(({ amount }, at) => {
              const rules = { ...rulesOf(amount, [{ ...limit, perDay }]), command };
              return tap(ledger, `${run}-${index}-${at}`, rules);
            }),
          );
          for (const [at, { amount, end }] of round.entries()) {
            if (alone[at] !== true) continue;
            counted += amount;
            assert.ok(counted <= perDay);
            if (end === 'open') continue;
            const id = `${run}-${index}-${at}`;
            await ledger.write((tx) =>
              end === 'done' ? tx.stakes.done(id, NOW.epochMilliseconds) : tx.stakes.free(id),
            );
            if (end === 'freed') counted -= amount;
          }
        }
      },
    );

    await fc.assert(property, { numRuns: 40 });
  });
});

describe('the hash of a request', () => {
  const { stake } = rulesOf(500, []);
  const request = {
    shop: 'baan-suan',
    command: 'refund',
    input: { charge: 'c', reason: 'x' },
    stake,
  };

  it('does not depend on the order of arguments, nor on what was done before', () => {
    const same = hashOf({
      ...request,
      input: { reason: 'x', charge: 'c' },
      stake: stake && {
        ...stake,
        before: { subject: { amount: 9, currency: 'THB' }, elsewhere: [] },
      },
    });

    assert.equal(same, hashOf(request));
  });

  const changes: [name: string, change: Partial<typeof request>][] = [
    ['shop', { shop: 'rival' }],
    ['command', { command: 'capture' }],
    ['input', { input: { charge: 'c', reason: 'y' } }],
    ['charge', { stake: stake && { ...stake, subject: 'd' } }],
    ['amount', { stake: stake && { ...stake, money: { amount: 501, currency: 'THB' } } }],
    ['currency', { stake: stake && { ...stake, money: { amount: 500, currency: 'JPY' } } }],
    ['reason', { stake: stake && { ...stake, reason: 'y' } }],
  ];
  for (const [name, change] of changes) {
    it(`is another for another ${name}`, () => {
      assert.notEqual(hashOf({ ...request, ...change }), hashOf(request));
    });
  }
});
