import type { AnyShopCommand, Planned } from '../core/command.ts';
import type { Action, Input, Message } from '../core/message.ts';
import type { Shop } from '../core/settings.ts';
import { judge, readRules, type Rules, seenUnder, type Verdict } from './approvals/rules.ts';
import { confirmLabel, nobodyMessage, previewLines } from './approvals/words.ts';
import type { House } from './house.ts';
import type { Turn } from './turn.ts';

type Of = { command: AnyShopCommand; shop: Shop; preview: Planned<unknown> };

/** What limits a request is under, or null when none is about its command. */
export async function rulesFor(
  house: House,
  { actor: { person } }: Turn,
  { command, shop, preview: { guarded } }: Of,
): Promise<Rules | null> {
  if (guarded === undefined || person === null) return null;
  return readRules(house, { shop, command: command.name, person, guarded });
}

/** The preview as it is shown now: with the button that does it or that asks for approval, or why it cannot be done. */
export async function showPreview(
  house: House,
  turn: Turn,
  { input, ...of }: Of & { input: Input },
): Promise<Message> {
  const rules = await rulesFor(house, turn, of);
  const verdict = rules === null ? FREE : await judge(house.ledger, rules);
  const nobody = rules === null ? null : nobodyMessage(rules, verdict);
  return nobody ?? previewMessage(of.command, input, { preview: of.preview, verdict });
}

const FREE: Verdict = { over: null, approvers: [] };

/** The preview with its buttons: do it or ask for it, change it, leave it. */
export function previewMessage(
  command: AnyShopCommand,
  input: Input,
  { preview, verdict }: { preview: Planned<unknown>; verdict: Verdict },
): Message {
  const { message, confirm, leave, seen, more } = preview;
  const said = preview.input ?? input;
  const actions: Action[] = [
    {
      kind: 'confirm',
      label: confirmLabel(verdict, confirm.label),
      style: confirm.danger && verdict.over === null ? 'danger' : 'primary',
      command: command.name,
      input: said,
      seen: seenUnder(seen, verdict),
    },
    ...(more ?? []),
    { kind: 'leave', label: leave.label, said: leave.said, command: command.name },
  ];
  const lines = [...(message.lines ?? []), ...previewLines(verdict)];
  return { ...message, ...(lines.length > 0 && { lines }), actions };
}
