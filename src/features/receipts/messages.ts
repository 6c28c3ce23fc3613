import type { Action } from '../../core/message.ts';
import { text } from '../../core/text.ts';

export function whyAction(bill: number): Action {
  return open('labels.receipts.why', 'why', { system: 'page365', order: String(bill) });
}

/** Pulls one bill again. */
export function pullAction(bill: number): Action {
  return open('labels.receipts.pull', 'pull', { bill: String(bill) });
}

export function open(label: string, command: string, input: Record<string, string>): Action {
  return { kind: 'open', label: text(label), command, input };
}
