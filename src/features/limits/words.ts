import type { Message } from '../../core/message.ts';
import { type Limit, ROLES } from '../../core/settings.ts';
import { raw, text, type Text } from '../../core/text.ts';

/** The commands that limits are about, one by one; `all` is every one of them. */
export const COMMANDS = ['refund', 'capture', 'release'] as const;
export const ALL = 'all';
export const EVERYBODY = 'everybody';
export const SORTS = ['perRequest', 'perCharge', 'perDay'] as const;
export type Sort = (typeof SORTS)[number];

export const ROLE_OPTIONS = [
  { label: text('limits.everybody'), value: EVERYBODY },
  ...ROLES.map((role) => ({ label: text(`roles.${role}`), value: role })),
];

export const COMMAND_OPTIONS = [ALL, ...COMMANDS].map((value) => ({
  label: value === ALL ? text('limits.all-commands') : text(`commands.${value}.label`),
  value,
}));

export function roleText(role: Limit['role']): Text {
  return role === undefined ? text('limits.everybody') : text(`roles.${role}`);
}

/** Commands by their label where it is one; several, which only the settings file can name, by name. */
export function commandsText(commands: Limit['commands']): Text {
  if (commands === undefined) return text('limits.all-commands');
  const [only, ...more] = commands;
  const known = COMMANDS.find((command) => command === only);
  if (known === undefined || more.length > 0) return raw(commands.join(', '));
  return text(`commands.${known}.label`);
}

/** An amount in the smallest unit as money, or that there is no limit. */
export function mostText(amount: number | undefined, currency: string): Text {
  if (amount === undefined) return text('limits.none');
  return text('facts.value.money', { amount: { money: { amount, currency } } });
}

/** Whom and what a limit is about. */
export function aboutFields({
  role,
  commands,
}: Pick<Limit, 'role' | 'commands'>): NonNullable<Message['fields']> {
  return [
    { label: text('limits.field.role'), value: roleText(role) },
    { label: text('limits.field.command'), value: commandsText(commands) },
  ];
}
