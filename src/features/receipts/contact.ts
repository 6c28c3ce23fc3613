import type { Bill } from '../../clients/page365/schema.ts';
import type { ReceiptOptions } from './options.ts';

/** Longest code of a contact. PEAK API reference, POST contacts. */
const CODE = 16;
const NAME = 256;
/** Where a buyer came from, by Page365's type of customer. */
const CHANNELS: Readonly<Record<string, string>> = {
  FbCustomer: 'Facebook',
  IgCustomer: 'Instagram',
  KronosCustomer: 'SalePage',
  LineAtCustomer: 'LINE',
  LineCustomer: 'LINE',
  OfflineCustomer: 'Offline',
};

/** Whom the receipt of a bill is made out to. A buyer whom Page365 does not name is one of the channel. */
export function contactOf(
  { buyer }: Pick<Bill, 'buyer'>,
  { contacts }: Pick<ReceiptOptions, 'contacts'>,
): { code: string; name: string } {
  if (contacts === 'buyer' && buyer !== null && buyer.name.trim() !== '')
    return { code: `PG${buyer.id}`.slice(0, CODE), name: buyer.name.trim().slice(0, NAME) };
  const channel = CHANNELS[buyer?.channel ?? ''] ?? 'Other';
  return { code: `PG365-${channel}`.slice(0, CODE), name: `Page365 ${channel}` };
}
