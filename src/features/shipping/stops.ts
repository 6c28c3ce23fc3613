import type { Raise } from '../../core/alert.ts';
import type { UpstreamError } from '../../core/errors.ts';
import { SILENT } from '../../core/pulse.ts';
import type { WorkContext } from '../../core/run.ts';
import { raw, text } from '../../core/text.ts';

type Shop = Pick<WorkContext, 'shop' | 'connections'>;

/**
 * `key`: the mall does not accept the key or the address. `crossmall`: CROSS MALL refuses. `away`: one of them gives no
 * usable answer. No order is to blame, and none was touched.
 */
type Stop = 'key' | 'crossmall' | 'away';

/** What a system says that is alive and turns every call away. */
const REFUSED = 'shipping.refused';

/** One alert for the connection, whichever process met it; its heartbeat notices the same and counts up. */
export function stopAlert(shop: Shop, error: UpstreamError): Raise {
  const { stop, kind } = stopOf(error);
  const words = error.words ?? '';
  return {
    shop: shop.shop.id,
    kind,
    cause: connectionOf(shop, error.system),
    severity: stop === 'away' ? 'warning' : 'urgent',
    message: {
      tone: stop === 'away' ? 'warn' : 'bad',
      title: text(`shipping.stopped.${stop}.title`, { shop: shop.shop.name }),
      lines: [
        text(`shipping.stopped.${stop}.cause`),
        text(`shipping.stopped.${stop}.remedy`),
        text('shipping.stopped.untouched'),
      ],
      fields: [
        ...(words === '' ? [] : [{ label: text('shipping.stopped.words'), value: raw(words) }]),
        { label: text('facts.code'), value: raw(error.code) },
      ],
    },
  };
}

/** The alerts that a run ends which came through. */
export function stopCauses(shop: Shop): { kind: string; cause: string }[] {
  return ['aupay', 'crossmall'].flatMap((system) =>
    [SILENT, REFUSED].map((kind) => ({ kind, cause: connectionOf(shop, system) })),
  );
}

function stopOf({ system, effect, code, status }: UpstreamError): { stop: Stop; kind: string } {
  if (effect !== 'refused') return { stop: 'away', kind: SILENT };
  if (system === 'crossmall') return { stop: 'crossmall', kind: REFUSED };
  if (status === 401) return { stop: 'key', kind: SILENT };
  const key = code === 'wrong-shop' || status === 403;
  return { stop: key ? 'key' : 'away', kind: REFUSED };
}

function connectionOf({ connections }: Shop, system: string): string {
  return connections.find((connection) => connection.system === system)?.id ?? system;
}
