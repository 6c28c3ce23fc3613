import type { Charge } from '../../clients/opn/schema.ts';

/** Why a hold can be neither captured nor released any more. `allowed` is the charge's own flag for it. */
export function whyNotHeld(
  charge: Charge,
  allowed: boolean,
): 'captured' | 'released' | 'lapsed' | 'no-hold' | null {
  if (allowed) return null;
  if (charge.expired) return 'lapsed';
  if (charge.reversed || charge.status === 'reversed') return 'released';
  return charge.paid ? 'captured' : 'no-hold';
}
