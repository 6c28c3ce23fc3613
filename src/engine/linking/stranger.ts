import type { Message } from '../../core/message.ts';
import type { Identity } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';
import type { House } from '../house.ts';
import { issue, type Speaker } from './issue.ts';

/** Somebody nobody has linked: given a code that the shop's owner, or they themselves elsewhere, can use. */
export async function strangerMessage(house: House, speaker: Speaker): Promise<Message> {
  const { identity } = speaker;
  if (identity === null) return unseenMessage();
  const { code, expiresAt } = await issue(house, speaker, { kind: 'stranger' });
  // Nobody knows a stranger's time zone.
  const minutes = Math.round((expiresAt - house.clock.now().epochMilliseconds) / 60_000);
  return {
    tone: 'locked',
    title: text('refusals.stranger.title'),
    lines: [
      text('refusals.stranger.remedy'),
      text('linking.type', { code }),
      text('linking.within', { minutes }),
      text('refusals.stranger.goes-on'),
      text('linking.never'),
    ],
    fields: [{ label: text('refusals.stranger.account'), value: raw(accountText(identity)) }],
    actions: [{ kind: 'open', label: text('commands.help.label'), command: 'help', input: {} }],
  };
}

/** LINE leaves out who wrote in a group until they agreed to its policy. */
function unseenMessage(): Message {
  return {
    tone: 'locked',
    title: text('refusals.unseen.title'),
    lines: [text('refusals.unseen.remedy')],
  };
}

/** As the settings want it: a Slack user id means nothing without its team. */
function accountText(identity: Identity): string {
  return identity.platform === 'slack' ? `${identity.team} / ${identity.id}` : identity.id;
}
