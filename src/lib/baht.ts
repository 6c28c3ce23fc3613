/** Baht as remote systems write them in JSON, and satang as everything here counts them. */

/** The nearest whole satang of baht written as a number or as text; null for what is not a number. */
export function satangOf(baht: number | string): number | null {
  const value = typeof baht === 'string' ? Number(baht.replaceAll(',', '')) : baht;
  if (!Number.isFinite(value) || (typeof baht === 'string' && baht.trim() === '')) return null;
  const satang = Math.round(Math.abs(value) * 100);
  return value < 0 && satang !== 0 ? -satang : satang;
}

/** Baht with at most two decimals when written as JSON. */
export function bahtOf(satang: number): number {
  return satang / 100;
}
