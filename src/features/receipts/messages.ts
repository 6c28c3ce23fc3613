import type { Action } from '../../core/message.ts';
import { text } from '../../core/text.ts';

export function whyAction(bill: number): Action {
  return open('labels.receipts.why', 'why', { system: 'page365', order: String(bill) });
}

/** Pulls one bill again. */
export function pullAction(bill: number): Action {
  return open('labels.receipts.pull', 'pull', { bill: String(bill) });
}

/** Pulls what a run left behind. */
export function retryAction(run: string, count: number): Action {
  const label = text('labels.receipts.retry', { count });
  return { kind: 'open', label, command: 'receipts-retry', input: { run } };
}

export function open(label: string, command: string, input: Record<string, string>): Action {
  return { kind: 'open', label: text(label), command, input };
}
