import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Field } from '../../src/core/command.ts';
import { dealWords, missingField } from '../../src/core/fields.ts';

const numerals = { currencies: new Map(), scales: new Map() };

const fields: Field<object>[] = [
  { name: 'charge', take: ([word]) => (word?.startsWith('chrg_') ? 1 : 0) },
  { name: 'amount', optional: true, take: ([word]) => (/^\d+$/.test(word ?? '') ? 1 : 0) },
  { name: 'reason', rest: true },
];

describe('dealing words out to fields', () => {
  it('gives each field what it takes, in order', () => {
    const dealt = dealWords({ fields }, ['chrg_1', '500', 'damaged', 'box'], numerals);

    assert.deepEqual(dealt, {
      input: { charge: 'chrg_1', amount: '500', reason: 'damaged box' },
      left: [],
    });
  });

  it('offers a word to the next field when one does not take it', () => {
    const dealt = dealWords({ fields }, ['chrg_1', 'damaged'], numerals);

    assert.deepEqual(dealt.input, { charge: 'chrg_1', reason: 'damaged' });
  });

  it('says which words nobody took', () => {
    const dealt = dealWords({ fields: fields.slice(0, 2) }, ['chrg_1', 'what', 'ever'], numerals);

    assert.deepEqual(dealt.left, ['what', 'ever']);
  });
});

describe('the field to ask for', () => {
  it('is the first missing one', () => {
    assert.equal(missingField({ fields }, {}, new Set())?.name, 'charge');
  });

  it('is an optional one when nothing after it was given', () => {
    assert.equal(missingField({ fields }, { charge: 'chrg_1' }, new Set())?.name, 'amount');
  });

  it('is not an optional one when something after it was given', () => {
    assert.equal(
      missingField({ fields }, { charge: 'chrg_1', reason: 'damaged' }, new Set()),
      null,
    );
  });

  it('is not one that was left out', () => {
    assert.equal(
      missingField({ fields }, { charge: 'chrg_1' }, new Set(['amount']))?.name,
      'reason',
    );
  });
});
