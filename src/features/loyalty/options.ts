import { z } from 'zod';
import type { Cnv } from '../../clients/cnv/client.ts';
import type { Nhanh } from '../../clients/nhanh/client.ts';
import type { Connection } from '../../core/settings.ts';

/** The two systems of a shop that sells with Nhanh.vn and keeps its members in CNV Loyalty. */
export type Both = { nhanh: Nhanh; cnv: Cnv };
/** Commands that ask neither: offered where the shop has Nhanh. */
export type AtNhanh = Pick<Both, 'nhanh'>;
export const BOTH = ['nhanh', 'cnv'] as const;

/** An ISO instant, as people read it in the settings file, as epoch ms. */
const Moment = z
  .string()
  .nullish()
  .transform((written) => {
    const ms = Date.parse(written ?? '');
    return Number.isNaN(ms) ? null : ms;
  });

/** What a connection to Nhanh says about the sync. */
export const LoyaltyOptions = z.object({
  appId: z.string().default(''),
  businessId: z.string().default(''),
  /** When the yearly token ends. */
  expiresAt: Moment,
  /** What was before is none of the sync's. */
  connectedAt: Moment,
  /** The day since when CNV's own connector does not run, as an ISO date; what was before is its own. */
  connectorOff: z.iso.date().nullable().default(null),
  sync: z.enum(['on', 'off']).default('off'),
  stoppedAt: Moment,
  /** The depot that orders from CNV reserve goods in; the shop's choice when it is not set. */
  depot: z.string().nullable().default(null),
});
export type LoyaltyOptions = z.infer<typeof LoyaltyOptions>;

/** `nhanh` is the connection whose rows and cycles these are, `cnv` the one that is written to. */
export type Joined = {
  nhanh: string;
  cnv: string;
  options: LoyaltyOptions;
  /** When the sign-in at CNV ends, epoch ms; null when nobody knows. */
  signedInUntil: number | null;
};

/** What a connection to CNV says about its token. */
const HubOptions = z.object({ expiresAt: Moment });

/** The shop's two connections; throws when there are not both, which the clients have checked before. */
export function joinedOf(connections: readonly Connection[]): Joined {
  const nhanh = connections.find(({ system }) => system === 'nhanh');
  const cnv = connections.find(({ system }) => system === 'cnv');
  if (nhanh === undefined || cnv === undefined)
    throw new Error('the shop is not connected to both Nhanh and CNV');
  const options = LoyaltyOptions.parse(nhanh.options);
  const { expiresAt: signedInUntil } = HubOptions.parse(cnv.options);
  return { nhanh: nhanh.id, cnv: cnv.id, options, signedInUntil };
}
