import type { AnyShopCommand, Planned } from '../core/command.ts';
import type { Action, Input, Message } from '../core/message.ts';

/** The preview with its buttons: do it, change it, leave it. */
export function previewMessage(
  command: AnyShopCommand,
  input: Input,
  preview: Planned<unknown>,
): Message {
  const { message, confirm, leave, seen, more } = preview;
  const actions: Action[] = [
    {
      kind: 'confirm',
      label: confirm.label,
      style: confirm.danger ? 'danger' : 'primary',
      command: command.name,
      input,
      seen,
    },
    ...(more ?? []),
    { kind: 'leave', label: leave.label, said: leave.said, command: command.name },
  ];
  return { ...message, actions };
}
