import type { Raise } from '../../core/alert.ts';
import type { Shop } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import type { ShippingOptions } from './options.ts';

/** A key lives so many days from its issue; renewing it is done by hand in Wow! manager. */
const LIVES = 90;
const KIND = 'shipping.key-age';
/** Warned of when so many days are left. */
const WARNED = [30, 7, 1];

type Key = {
  connection: string;
  options: Pick<ShippingOptions, 'keyIssuedOn'>;
  now: Temporal.Instant;
};

/** The warnings that there may be about a key: to be settled once there is a newer one. */
export function keyWarnings(
  connection: string,
  issued: string | undefined,
): { kind: string; cause: string; days: number }[] {
  if (issued === undefined) return [];
  return WARNED.map((days) => ({ kind: KIND, cause: causeOf(connection, issued, days), days }));
}

function causeOf(connection: string, issued: string, days: number): string {
  return `${connection}:${issued}:${days}`;
}

/** The warning that is due for the age of the mall's key, and those that a newer key or a later warning ends. */
export function keyAge(
  shop: Shop,
  { connection, options, now }: Key,
): { raise: Raise | null; settle: { kind: string; cause: string }[] } {
  const { keyIssuedOn } = options;
  if (keyIssuedOn === undefined) return { raise: null, settle: [] };
  const today = now.toZonedDateTimeISO(shop.timeZone).toPlainDate();
  const end = Temporal.PlainDate.from(keyIssuedOn).add({ days: LIVES });
  const left = today.until(end, { largestUnit: 'days' }).days;
  const due = WARNED.filter((days) => left <= days).at(-1);
  const settle = keyWarnings(connection, keyIssuedOn).filter(({ days }) => days !== due);
  if (due === undefined || left < 0) return { raise: null, settle };
  const expiresAt = end.toZonedDateTime(shop.timeZone).toInstant().toString();
  const raise: Raise = {
    shop: shop.id,
    kind: KIND,
    cause: causeOf(connection, keyIssuedOn, due),
    severity: due === 1 ? 'urgent' : 'warning',
    once: true,
    message: {
      tone: 'warn',
      title: text('shipping.key-age.title', {
        system: { text: text('systems.aupay') },
        shop: shop.name,
        days: left,
        expiresAt: { at: expiresAt, as: 'date' },
      }),
      lines: [text('shipping.key-age.effect'), text('shipping.key-age.remedy')],
    },
  };
  return { raise, settle };
}
