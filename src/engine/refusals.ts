import type { AnyCommand } from '../core/command.ts';
import { UpstreamError, UserError } from '../core/errors.ts';
import type { Action, Message } from '../core/message.ts';
import { may } from '../core/people.ts';
import { ROLES, type Role, type Shop } from '../core/settings.ts';
import { text, type Text } from '../core/text.ts';
import { SHOP } from './ask.ts';
import type { House } from './house.ts';
import { strangerMessage } from './linking/stranger.ts';
import { speakerOf, type Turn } from './turn.ts';

export function openAction(
  label: string,
  command: string,
  input: Record<string, string> = {},
): Action {
  return { kind: 'open', label: text(label), command, input };
}

export const helpAction: Action = openAction('commands.help.label', 'help');

/** Model message j: what is not allowed, the role here, the role needed, and who can give it. */
export async function deniedMessage(
  house: House,
  turn: Turn,
  command: AnyCommand,
  shop: Shop | null,
): Promise<Message> {
  if (turn.actor.person === null) return strangerMessage(house, speakerOf(turn));
  const action: Text = text(`commands.${command.name}.action`);
  const about = shop ?? turn.shops[0] ?? null;
  if (about === null)
    return {
      tone: 'locked',
      title: text('refusals.no-shop.title', { action: { text: action } }),
      lines: [text('refusals.no-shop.remedy')],
      actions: [helpAction],
    };
  const permission = may(turn.actor, command, about, turn.channel);
  if (!permission.ok && permission.why === 'channel') return channelMessage(action, about);
  const role = permission.ok ? undefined : permission.role;
  const needed: Role = command.role ?? 'viewer';
  return {
    tone: 'locked',
    title: text('refusals.role.title', { action: { text: action }, shop: about.name }),
    lines: [
      text('refusals.role.facts', {
        role: { text: roleText(role) },
        needed: { text: roleText(needed) },
      }),
      text('refusals.role.owners', { owners: await ownersOf(house, about) }),
    ],
    actions: [...(role === undefined ? [] : [accessAction(needed, about)]), helpAction],
  };
}

function accessAction(role: Role, shop: Shop): Action {
  return openAction('commands.access.label', 'access', { role, [SHOP]: shop.id });
}

/** The person may, but not here. */
function channelMessage(action: Text, shop: Shop): Message {
  return {
    tone: 'locked',
    title: text('refusals.channel.title', { action: { text: action }, shop: shop.name }),
    lines: [text('refusals.channel.remedy')],
    actions: [helpAction],
  };
}

function roleText(role: Role | undefined): Text {
  return text(role === undefined ? 'roles.none' : `roles.${role}`);
}

async function ownersOf(house: House, shop: Shop): Promise<string> {
  const people = await house.settings.list('people');
  const owners = people.filter(
    (person) => ROLES.indexOf(person.roles[shop.id] ?? 'viewer') === ROLES.indexOf('owner'),
  );
  return owners.map((person) => person.name).join(', ');
}

/** A button that died, with the way to start again. */
export function staleMessage(again?: Action): Message {
  return {
    tone: 'warn',
    title: text('refusals.stale.title'),
    lines: [text('refusals.stale.remedy')],
    actions: again === undefined ? [helpAction] : [again],
  };
}

/** Errors in a person's words, or null when it is neither theirs nor a remote system's: then it is ours. */
export function errorMessage(house: House, error: unknown, retry?: Action): Message | null {
  if (error instanceof UserError) {
    const actions = error.actions.length > 0 ? error.actions : [helpAction];
    return { tone: 'warn', title: error.text, lines: error.lines, actions };
  }
  if (error instanceof UpstreamError) return upstreamMessage(house, error, retry);
  return null;
}

/** Our line first, then the remote system's own words as they are, then what to do. */
function upstreamMessage(house: House, error: UpstreamError, retry?: Action): Message {
  if (error.code === 'given_up')
    return { tone: 'plain', title: text('operations.decide.give-up.done') };
  const system: Text = text(`systems.${error.system}`);
  const known = `errors.${error.system}.${error.code}`;
  const key = house.words.has(`${known}.cause`) ? known : `errors.any.${error.effect}`;
  const lines: Text[] = [text(`${key}.cause`, { system: { text: system }, code: error.code })];
  if (error.words !== undefined)
    lines.push(text('errors.words', { system: { text: system }, words: error.words }));
  lines.push(text(`${key}.remedy`, { system: { text: system } }));
  const nothing = error.effect === 'unknown' ? [] : [text('errors.nothing-changed')];
  return {
    tone: error.effect === 'refused' ? 'bad' : 'warn',
    title: text(`errors.title.${error.effect}`, { system: { text: system } }),
    lines: [...lines, ...nothing],
    actions: retry === undefined ? [helpAction] : [retry],
  };
}
