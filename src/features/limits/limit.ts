import { z } from 'zod';
import {
  type Context,
  defineCommand,
  type Field,
  type Planned,
  type Preview,
} from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { loosens } from '../../core/limit-change.ts';
import type { Input, Message } from '../../core/message.ts';
import { type Limit, Role } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';
import {
  inputOf,
  isEmpty,
  isMost,
  isSame,
  limitFor,
  limitOf,
  NONE,
  SAME,
  type Values,
  valuesOf,
} from './change.ts';
import {
  aboutFields,
  ALL,
  COMMAND_OPTIONS,
  COMMANDS,
  EVERYBODY,
  mostText,
  ROLE_OPTIONS,
  type Sort,
  SORTS,
} from './words.ts';

const Amount = z.string().trim().min(1).optional();
const Given = z.object({
  role: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.union([z.literal(EVERYBODY), Role])),
  command: z
    .string()
    .trim()
    .toLowerCase()
    .pipe(z.enum([ALL, ...COMMANDS])),
  currency: z
    .string()
    .trim()
    .toUpperCase()
    .regex(/^[A-Z]{3}$/),
  perRequest: Amount,
  perCharge: Amount,
  perDay: Amount,
});
type Given = z.infer<typeof Given>;

/** `id` is null for a limit that is not there yet; `values` empty takes it away. */
type Plan = { id: string | null; given: Given; values: Values };

/**
 * `limit <role> <command> <currency> [per request] [per charge] [per day]`: what is allowed without a second person. Less is
 * allowed at once; more needs a second person itself, or a day where there is none.
 */
export const limit = defineCommand<Given, Plan>({
  name: 'limit',
  role: 'owner',
  exact: true,
  uses: [],
  fields: [
    { name: 'role', terms: 'roles', options: ROLE_OPTIONS },
    { name: 'command', terms: 'limits.command', options: COMMAND_OPTIONS },
    { name: 'currency' },
    ...SORTS.map(amountField),
  ],
  input: Given,
  preview: previewLimit,
  async run({ id, given, values }, { settings, shop, execution }) {
    const record = limitOf({ id: id ?? `limit-${execution}`, shop: shop.id }, given, values);
    const next = isEmpty(values) ? null : record;
    await settings.update('limits', record.id, (current) =>
      next === null ? null : { ...next, version: current?.version ?? 1 },
    );
    return { tone: 'good', title: text('limits.change.done'), fields: fieldsOf(record, null) };
  },
});

function amountField(name: Sort): Field<object> {
  return {
    name,
    optional: true,
    fits: isMost,
    ask: (input, context) => askAmount(name, input, context),
  };
}

async function askAmount(name: Sort, input: Input, { settings, shop }: Context) {
  const about = Given.pick({ role: true, command: true, currency: true }).safeParse(input);
  const known = about.success ? limitFor(await settings.list('limits'), shop.id, about.data) : null;
  const now = mostText(known?.[name], known?.currency ?? '');
  return {
    text: text(`commands.limit.ask.${name}`),
    lines: [text('limits.change.now', { now: { text: now } })],
    choices: [
      { label: text('limits.change.same'), value: SAME },
      { label: text('limits.none'), value: NONE },
    ],
  };
}

async function previewLimit(given: Given, context: Context): Promise<Preview<Plan>> {
  const { settings, shop } = context;
  const all = await settings.list('limits');
  const before = all.filter((each) => each.shop === shop.id);
  const current = limitFor(before, shop.id, given);
  const values = valuesOf(given, current, context);
  if (isSame(values, current)) throw new UserError('limits.change.nothing');
  const record = limitOf(current ?? { id: '', shop: shop.id }, given, values);
  const others = before.filter(({ id }) => id !== record.id);
  const after = isEmpty(values) ? others : [...others, record];
  const planned = plannedLimit({ id: current?.id ?? null, given, values }, { record, current });
  const seen = JSON.stringify(before.map(({ id, version }) => [id, version]));
  const change = { ...planned, seen, input: inputOf(given, values) };
  if (!loosens(before, after)) return change;
  return { ...change, guarded: { ...appeal(record, current, context), stake: null } };
}

type Change = { record: Limit; current: Limit | null };

function plannedLimit(plan: Plan, { record, current }: Change): Planned<Plan> {
  return {
    plan,
    seen: '',
    message: {
      tone: 'plain',
      title: text('limits.change.title'),
      fields: fieldsOf(record, current),
    },
    confirm: { label: text('limits.change.do') },
    leave: { label: text('labels.back'), said: text('limits.change.left') },
  };
}

/** Before and after, or only how it is now. */
function fieldsOf(record: Limit, current: Limit | null): NonNullable<Message['fields']> {
  const { currency } = record;
  return [
    ...aboutFields(record),
    { label: text('limits.field.currency'), value: raw(currency) },
    ...SORTS.map((sort) => {
      const now = mostText(record[sort], currency);
      const was = mostText(current?.[sort], currency);
      const changed = current !== null && current[sort] !== record[sort];
      return {
        label: text(`limits.field.${sort}`),
        value: changed
          ? text('limits.change.from-to', { from: { text: was }, to: { text: now } })
          : now,
      };
    }),
  ];
}

function appeal(record: Limit, current: Limit | null, { person }: Context) {
  return {
    what: text('limits.request.what'),
    lines: [
      text('limits.request.who', { requester: person.name }),
      ...fieldsOf(record, current).map(({ label, value }) =>
        text('limits.request.fact', { label: { text: label }, value: { text: value } }),
      ),
    ],
  };
}
