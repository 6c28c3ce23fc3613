import type { Json } from '../../core/json.ts';
import type { AuditRow } from '../../core/ledger.ts';
import { maskText } from '../../core/mask.ts';
import { SYSTEM } from '../../core/alert-state.ts';
import { raw, type Text, text } from '../../core/text.ts';

/** Ends of actions that every command has: what was done to it. The others have words of their own. */
const OF_COMMANDS = ['confirmed', 'ended'];

/** What was done, in words. */
export function actionText(action: string): Text {
  const [command = '', verb = ''] = action.split('.');
  return OF_COMMANDS.includes(verb)
    ? text(`audit.any.${verb}`, { what: { text: text(`commands.${command}.label`) } })
    : text(`audit.${action}`);
}

/**
 * Of an entry's detail only what is listed here is shown, so that nothing personal gets out because somebody added it: by
 * the end of the action, then by the names in the detail and in a request's arguments.
 */
const SHOWN: { [verb: string]: readonly string[] } = {
  confirmed: ['input'],
  ended: ['result'],
  asked: ['amount', 'currency', 'command'],
  approved: ['amount', 'currency', 'command'],
  rejected: ['amount', 'currency', 'command', 'why'],
  joined: ['role'],
  stopped: ['schedule', 'why'],
  paused: ['schedule'],
  resumed: ['schedule'],
  removed: ['schedule'],
};
const ARGUMENTS = [
  'charge',
  'amount',
  'reason',
  'outcome',
  'attempt',
  'run',
  'when',
  'time',
  'act',
];

/** Its detail as it may be shown, one text per name, with what people wrote masked. */
export function detailOf({ action, detail }: AuditRow): { [name: string]: string } {
  const names = SHOWN[action.slice(action.lastIndexOf('.') + 1)] ?? [];
  const shown = names.flatMap((name) => partsOf(name, memberOf(detail, name)));
  return Object.fromEntries(shown);
}

function partsOf(name: string, value: Json | undefined): [string, string][] {
  if (name === 'input') {
    return ARGUMENTS.flatMap((argument) => partsOf(argument, memberOf(value ?? null, argument)));
  }
  const plain = typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  return plain === null ? [] : [[name, maskText(plain)]];
}

function memberOf(value: Json, name: string): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value[name]
    : undefined;
}

/** An account as a card has room for: the platform and the end of the id. Tenban itself has none. */
export function shortAccount(account: string): Text {
  const [platform = '', ...rest] = account.split(':');
  if (rest.length === 0) return raw(account === SYSTEM ? 'Tenban' : account);
  const id = rest.join(':');
  const end = id.length > 8 ? `…${id.slice(-4)}` : id;
  return text('audit.account', { platform: { text: text(`systems.${platform}`) }, id: end });
}
