import type { Aupay } from '../../clients/aupay/client.ts';
import type { CrossMall } from '../../clients/crossmall/client.ts';
import type { Connection } from '../../core/settings.ts';
import { ShippingOptions } from './options.ts';

/** The two systems of a shop that sells on au PAY マーケット through CROSS MALL. */
export type Both = { aupay: Aupay; crossmall: CrossMall };
/** Commands that ask neither: offered where the shop has the mall. */
export type AtMall = Pick<Both, 'aupay'>;
export const BOTH = ['aupay', 'crossmall'] as const;

/** The shop's connection to the mall; throws when there is none, which the clients have checked before. */
export function mallConnection(connections: readonly Connection[]): {
  id: string;
  options: ShippingOptions;
} {
  const connection = connections.find(({ system }) => system === 'aupay');
  if (connection === undefined) throw new Error('the shop has no connection to au PAY');
  return { id: connection.id, options: ShippingOptions.parse(connection.options) };
}
