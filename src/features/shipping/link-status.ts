/**
 * The au PAY API連携ステータス of an order. It is Tenban's own record: CROSS MALL's API neither reads nor writes the one on
 * its screens. CROSS MALL help, au PAY マーケット 自動出荷連携.
 */
export const LINK_STATUSES = [
  'blank',
  'shipped',
  'completed',
  'status-error',
  'ship-error',
  'completion-error',
] as const;
export type LinkStatus = (typeof LINK_STATUSES)[number];

/** 自動注文情報ステータス取得, 自動出荷情報反映, 自動受注完了ステータス反映. */
export const PROCESSES = ['status', 'ship-info', 'completion'] as const;
export type Process = (typeof PROCESSES)[number];

/** The status an order must have for a process to take it up. */
export const TAKES: Readonly<Record<Process, LinkStatus>> = {
  status: 'blank',
  'ship-info': 'blank',
  completion: 'shipped',
};

/** The status after a process went well, and after it did not. */
export const AFTER: Readonly<Record<Process, { good: LinkStatus; bad: LinkStatus }>> = {
  status: { good: 'blank', bad: 'status-error' },
  'ship-info': { good: 'shipped', bad: 'ship-error' },
  completion: { good: 'completed', bad: 'completion-error' },
};

/** What a person may set by hand. */
export const SETTABLE = ['blank', 'shipped', 'completed'] as const satisfies LinkStatus[];
export type Settable = (typeof SETTABLE)[number];

/** What a reset sets unless a person chooses: what lets the process that failed take the order up again. */
export function resetOf(status: LinkStatus): Settable | null {
  if (status === 'status-error' || status === 'ship-error') return 'blank';
  return status === 'completion-error' ? 'shipped' : null;
}

/** Which process takes an order up again once it has this status, the failed one first. */
export function processFor(status: Settable, failed: LinkStatus | null): Process | null {
  if (status === 'completed') return null;
  if (status === 'shipped') return 'completion';
  return failed === 'status-error' ? 'status' : 'ship-info';
}
