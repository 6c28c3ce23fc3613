import { stringify } from 'csv-stringify/sync';
import type { AuditRow } from '../../core/ledger.ts';
import { maskText } from '../../core/mask.ts';
import { detailOf } from './entry.ts';

const COLUMNS = ['no', 'time', 'person', 'account', 'action', 'subject', 'detail', 'hash'];
/** Spreadsheets run what begins like this. https://owasp.org/www-community/attacks/CSV_Injection */
const FORMULA = /^[=+\-@\t\r]/;

/** The entries as a CSV that Excel reads as UTF-8. Times are ISO 8601 in the zone, years Christian. */
export function auditCsv(
  rows: readonly AuditRow[],
  { zone, nameOf }: { zone: string; nameOf(actor: string): string },
): Uint8Array {
  const lines = rows.map((row) => [
    row.seq,
    timeOf(row.at, zone),
    ...[
      nameOf(row.actor),
      row.account,
      row.action,
      maskText(row.subject),
      JSON.stringify(detailOf(row)),
      row.hash,
    ].map(harmless),
  ]);
  return new TextEncoder().encode(stringify([COLUMNS, ...lines], { bom: true }));
}

function harmless(cell: string): string {
  return FORMULA.test(cell) ? `'${cell}` : cell;
}

function timeOf(at: number, zone: string): string {
  const zoned = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  return zoned.toString({ timeZoneName: 'never', smallestUnit: 'second' });
}
