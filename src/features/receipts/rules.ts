import { z } from 'zod';
import { type Context, defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { changeBooks } from './change-options.ts';
import { BOTH, type Both } from './connections.ts';
import { today } from './months.ts';
import { savedMessage } from './saved.ts';
import { booksOf } from './start.ts';

const RULES = {
  date: ['paid', 'shipped'],
  vat: ['bill', 'inclusive', 'exclusive', 'none'],
  'month-by': ['paid', 'created'],
  numbering: ['peak', 'bill'],
  contacts: ['channel', 'buyer'],
  'connector-off': [],
  'late-after': ['12', '24', '48', '72'],
} as const satisfies { [rule: string]: readonly string[] };
type Rule = keyof typeof RULES;
const RULE_NAMES = Object.keys(RULES).filter((name): name is Rule => name in RULES);

const RuleGiven = z.object({
  rule: z.enum(['date', 'vat', 'month-by', 'numbering', 'contacts', 'connector-off', 'late-after']),
  value: z.string().trim().min(1),
});
type RuleGiven = z.infer<typeof RuleGiven>;

/** `peak rule <name> <value>`: receipt date, VAT, months, numbering, contacts, since when PEAK's own connector is off. */
export const peakRule = defineCommand<RuleGiven, RuleGiven, Both>({
  name: 'peak-rule',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [
    {
      name: 'rule',
      options: RULE_NAMES.map((rule) => ({ label: text(`receipts.rule.${rule}`), value: rule })),
    },
    { name: 'value', ask: async ({ rule = '' }, { now }) => ruleQuestion(rule, now) },
  ],
  input: RuleGiven,
  async run({ rule, value }, context) {
    const change = ruleChange(rule, value, context);
    const { id } = await booksOf(context);
    await changeBooks(context.settings, id, () => change);
    return savedMessage(context);
  },
});

function ruleQuestion(rule: string, now: Temporal.Instant) {
  const known = RULE_NAMES.find((name) => name === rule);
  const values: readonly string[] = known === undefined ? [] : RULES[known];
  const choices = values.map((value) => ({
    label: /^\d/.test(value)
      ? text('receipts.rule.hours', { count: Number(value) })
      : text(`receipts.rule.${rule}.${value}`),
    value,
  }));
  const day = today(now).toString();
  const offered =
    rule === 'connector-off' ? [{ label: text('receipts.rule.today'), value: day }] : choices;
  return { text: text(`receipts.rule.${rule}.ask`), choices: offered };
}

/** Throws UserError for a value that the rule cannot have. */
function ruleChange(
  rule: Rule,
  value: string,
  { now }: Pick<Context, 'now'>,
): Record<string, unknown> {
  const wrong = () => new UserError('commands.peak-rule.wrong.value', { given: value });
  if (rule === 'connector-off') {
    const day = z.iso.date().safeParse(value.normalize('NFKC').replaceAll('/', '-'));
    if (!day.success || day.data > today(now).toString()) throw wrong();
    return { connectorOff: day.data };
  }
  if (rule === 'late-after') {
    if (!/^\d{1,3}$/.test(value) || Number(value) < 1 || Number(value) > 720) throw wrong();
    return { lateAfterHours: Number(value) };
  }
  const allowed: readonly string[] = RULES[rule];
  if (!allowed.includes(value)) throw wrong();
  return { [rule === 'month-by' ? 'monthBy' : rule]: value };
}
