import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { contactOf } from '../../../src/features/receipts/contact.ts';
import { billOf } from '../../support/bills.ts';

describe('the contact of a bill', () => {
  it('is one for the channel, also where LINE has two kinds of customers', () => {
    const types = ['LineAtCustomer', 'LineCustomer', 'FbCustomer', 'SomethingNew'];

    const codes = types.map((channel) => {
      const bill = billOf({ buyer: { id: '1', name: 'A', channel } });
      return contactOf(bill, { contacts: 'channel' }).code;
    });

    assert.deepEqual(codes, ['PG365-LINE', 'PG365-LINE', 'PG365-Facebook', 'PG365-Other']);
  });

  it('is the buyer where the settings say so and Page365 names one', () => {
    const named = contactOf(billOf(), { contacts: 'buyer' });
    const nameless = billOf({ buyer: { id: '1', name: ' ', channel: 'IgCustomer' } });

    assert.deepEqual(named, { code: 'PG55', name: 'Demo Buyer' });
    assert.equal(contactOf(nameless, { contacts: 'buyer' }).code, 'PG365-Instagram');
    assert.equal(contactOf(billOf({ buyer: null }), { contacts: 'buyer' }).code, 'PG365-Other');
  });

  it('has a code of sixteen characters at most', () => {
    const bill = billOf({ buyer: { id: '9'.repeat(40), name: 'A', channel: '' } });

    assert.equal(contactOf(bill, { contacts: 'buyer' }).code.length, 16);
  });
});
