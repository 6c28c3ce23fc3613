import type { Opn } from '../../clients/opn/client.ts';

export type About = { execution: string; shop: string };

/** What every operation on a charge has in common. The execution names it, so one confirmed request is one effect. */
export function onCharge(
  act: 'refund' | 'capture' | 'release',
  charge: string,
  { opn, execution, shop }: About & { opn: Opn },
) {
  return {
    key: `opn.${act}:${execution}`,
    kind: `opn.${act}`,
    shop,
    connection: 'opn',
    subject: charge,
    settle: opn.settle,
  };
}
