import { stringify } from 'csv-stringify/sync';
import type { VerdictRow } from '../../core/ledger.ts';
import { readVerdict } from './verdict.ts';

/** Spreadsheets run what begins like this. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

/** The history as UTF-8 with a byte order mark: times in ISO 8601 with the shop's offset, codes as they are. */
export function historyCsv(rows: readonly VerdictRow[], zone: string): Uint8Array {
  const head = ['time', 'order_number', 'orderId', 'process', 'result', 'reason', 'words'];
  const body = rows.map((row) => {
    const { mall, process, words } = readVerdict(row);
    const at = Temporal.Instant.fromEpochMilliseconds(row.at).toZonedDateTimeISO(zone);
    const time = at.toString({ timeZoneName: 'never', smallestUnit: 'second' });
    return [time, row.order, mall, process, row.verdict, row.reason, safe(words)];
  });
  return new TextEncoder().encode(`\uFEFF${stringify([head, ...body])}`);
}

/** Rows of Wow! manager's order CSV that tell it of shipments, for uploading by hand. */
export function shipmentsCsv(
  rows: readonly {
    orderId: string;
    shippingDate: string;
    shippingCarrier: string;
    shippingNumber: string;
  }[],
): Uint8Array {
  const head = ['controlType', 'orderId', 'shippingDate', 'shippingCarrier', 'shippingNumber'];
  const body = rows.map((row) => [
    'U',
    row.orderId,
    row.shippingDate,
    row.shippingCarrier,
    row.shippingNumber,
  ]);
  return new TextEncoder().encode(
    `\uFEFF${stringify([head, ...body], { record_delimiter: 'windows' })}`,
  );
}

function safe(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}
