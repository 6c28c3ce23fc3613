import type { DisputeEntry, Entry, SimAccount, SimCard } from './entry.ts';
import { isoOf } from './time.ts';

/** https://docs.omise.co/cards-api */
export function cardView(card: SimCard, owner: Pick<Entry, 'account' | 'createdAt'>) {
  return {
    object: 'card',
    id: card.id,
    livemode: owner.account.livemode,
    location: null,
    deleted: false,
    country: '',
    financing: card.financing,
    bank: '',
    brand: card.brand,
    first_digits: null,
    last_digits: card.lastDigits,
    name: card.name,
    expiration_month: card.month,
    expiration_year: card.year,
    security_code_check: true,
    tokenization_method: null,
    created_at: isoOf(owner.createdAt),
  };
}

/** https://docs.omise.co/sources-api */
export function sourceView(
  source: { id: string; type: string },
  { charge, status }: { charge: Entry; status: string },
) {
  return {
    object: 'source',
    id: source.id,
    livemode: charge.account.livemode,
    location: `/sources/${source.id}`,
    type: source.type,
    amount: charge.amount,
    currency: charge.currency,
    charge_status: status,
    created_at: isoOf(charge.createdAt),
  };
}

/** https://docs.omise.co/disputes-api */
export function disputeView(dispute: DisputeEntry, charge: Entry) {
  return {
    object: 'dispute',
    id: dispute.id,
    livemode: charge.account.livemode,
    location: `/disputes/${dispute.id}`,
    currency: charge.currency,
    amount: dispute.amount,
    charge: charge.id,
    status: 'open',
    reason_code: 'goods_or_services_not_provided',
    reason_message: 'Merchandise/Services Not Received',
    closed_at: null,
    created_at: isoOf(dispute.createdAt),
  };
}

/** https://docs.omise.co/account-api */
export function accountView(account: SimAccount) {
  return {
    object: 'account',
    id: account.id,
    livemode: account.livemode,
    location: '/account',
    country: account.country,
    currency: account.currency,
    supported_currencies: [account.currency],
    api_version: '2019-05-29',
    webhook_uri: null,
    created_at: '2025-01-13T02:42:11Z',
  };
}
