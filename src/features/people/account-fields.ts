import type { Message } from '../../core/message.ts';
import { type Identity, identityKey } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';

/** An account as people recognise it: its own name for itself, where it is, and the id that cannot be chosen. */
export function accountFields(identity: Identity, name: string): Message['fields'] & object {
  return [
    { label: text('facts.name'), value: raw(name) },
    { label: text('facts.platform'), value: text(`platforms.${identity.platform}`) },
    { label: text('refusals.stranger.account'), value: raw(identityKey(identity)) },
  ];
}
