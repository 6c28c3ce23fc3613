import { z } from 'zod';
import { type Context, defineCommand, type Preview, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { mallFor } from './allowed.ts';
import { changeOptions } from './change-options.ts';
import { type AtMall, BOTH, type Both } from './connections.ts';
import { keyWarnings } from './key-age.ts';
import { PROCESSES } from './link-status.ts';
import type { ShippingOptions, Target } from './options.ts';
import { processField, processText } from './process-field.ts';
import { refuseProblems } from './start-stop.ts';

const Phase = z.string().trim().min(1);
const TargetGiven = z.object({
  process: z.enum(PROCESSES),
  phase: Phase,
  success: Phase.optional(),
  failure: Phase.optional(),
});
type TargetGiven = z.infer<typeof TargetGiven>;

/** Offered as buttons, so many at most. */
const PHASES = 12;

const phaseField = (name: 'phase' | 'success' | 'failure', optional: boolean) => ({
  name,
  ...(optional && { optional: true as const }),
  ask: async (_input: unknown, { crossmall }: Both) => ({
    text: text(`commands.aupay-target.ask.${name}`),
    choices: (await crossmall.phases())
      .slice(0, PHASES)
      .map((phase) => ({ label: { raw: phase }, value: phase })),
  }),
});

/** `aupay target <process> <phase> [success] [failure]`: a 対象処理フェーズ and its 移動先処理フェーズ. Saving starts nothing. */
export const aupayTarget = defineCommand<TargetGiven, TargetGiven, Both>({
  name: 'aupay-target',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [
    processField,
    phaseField('phase', false),
    phaseField('success', true),
    phaseField('failure', true),
  ],
  input: TargetGiven,
  preview: previewTarget,
  async run(plan, context) {
    const { id } = await mallFor(context, 'update');
    await changeOptions(context.settings, id, (options) => withTarget(options, plan));
    return savedMessage(context);
  },
});

async function previewTarget(
  given: TargetGiven,
  context: Context & Both,
): Promise<Preview<TargetGiven>> {
  const { options } = await mallFor(context, 'update');
  refuseProblems(withTarget(options, given), await context.crossmall.phases());
  const { success, failure } = given;
  const missing = success === undefined || failure === undefined;
  return {
    plan: given,
    seen: JSON.stringify(options[given.process].targets),
    message: {
      tone: missing ? 'warn' : 'plain',
      title: text('shipping.target.preview', { process: { text: processText(given.process) } }),
      lines: [
        text('shipping.target.line', {
          phase: given.phase,
          success: success ?? '—',
          failure: failure ?? '—',
        }),
        ...(missing ? [text('shipping.target.left-out')] : []),
      ],
    },
    confirm: { label: text('labels.save') },
    leave: { label: text('labels.shipping.leave'), said: text('shipping.reset.left') },
  };
}

/** One target per phase: naming a phase again changes where its orders go. */
function withTarget(options: ShippingOptions, given: TargetGiven): ShippingOptions {
  const { process, phase, success, failure } = given;
  const target: Target = {
    phase,
    ...(success !== undefined && { success }),
    ...(failure !== undefined && { failure }),
  };
  const others = options[process].targets.filter((each) => each.phase !== phase);
  return { ...options, [process]: { ...options[process], targets: [...others, target] } };
}

const CarrierGiven = z.object({
  carrier: z.enum(['1', '2', '4', '5', '6', '9']),
  name: z.string().trim().min(1),
});
type CarrierGiven = z.infer<typeof CarrierGiven>;

/** `aupay carrier <code> <配送便>`: which carrier of the mall a 配送便 of CROSS MALL is. */
export const aupayCarrier = defineCommand<CarrierGiven, CarrierGiven, AtMall>({
  name: 'aupay-carrier',
  role: 'operator',
  uses: ['aupay'],
  fields: [
    {
      name: 'carrier',
      options: (['1', '2', '4', '5', '6', '9'] as const).map((code) => ({
        label: text(`shipping.carrier.${code}`),
        value: code,
      })),
    },
    { name: 'name', rest: true },
  ],
  input: CarrierGiven,
  async run({ carrier, name }, context) {
    const { id } = await mallFor(context, 'update');
    await changeOptions(context.settings, id, (options) => ({
      ...options,
      carriers: { ...options.carriers, [name]: carrier },
    }));
    return savedMessage(context);
  },
});

const RULES = ['split', 'completion-delay', 'guard-held', 'guard-completed', 'key-issued'] as const;
const RuleGiven = z.object({ rule: z.enum(RULES), value: z.string().trim().min(1) });
type RuleGiven = z.infer<typeof RuleGiven>;

/** `aupay rule <name> <value>`: how split orders are told, when orders are completed, and the guards. */
export const aupayRule = defineCommand<RuleGiven, RuleGiven, AtMall>({
  name: 'aupay-rule',
  role: 'operator',
  exact: true,
  uses: ['aupay'],
  fields: [
    {
      name: 'rule',
      options: RULES.map((rule) => ({ label: text(`shipping.rule.${rule}`), value: rule })),
    },
    { name: 'value', ask: async ({ rule = '' }) => ruleQuestion(rule) },
  ],
  input: RuleGiven,
  async run({ rule, value }, context) {
    const change = ruleChange(rule, value);
    const { id, options: before } = await mallFor(context, 'update');
    await changeOptions(context.settings, id, (options) => ({ ...options, ...change }));
    if (rule === 'key-issued')
      for (const cause of keyWarnings(id, before.keyIssuedOn)) await context.settle(cause);
    return savedMessage(context);
  },
});

function ruleQuestion(rule: string) {
  const choices =
    rule === 'split'
      ? ['all', 'first', 'last']
      : rule.startsWith('guard')
        ? ['on', 'off']
        : rule === 'completion-delay'
          ? ['0', '1', '3', '7']
          : [];
  return {
    text: text(`shipping.rule.${rule}.ask`),
    choices: choices.map((value) => ({
      label: /^\d/.test(value)
        ? text('shipping.rule.days', { count: Number(value) })
        : text(`shipping.rule.value.${value}`),
      value,
    })),
  };
}

/** Throws UserError for a value that the rule cannot have. */
function ruleChange(rule: RuleGiven['rule'], value: string): Partial<ShippingOptions> {
  const wrong = () => new UserError('commands.aupay-rule.wrong.value', { given: value });
  switch (rule) {
    case 'split':
      if (value !== 'all' && value !== 'first' && value !== 'last') throw wrong();
      return { split: value };
    case 'completion-delay':
      if (!/^\d{1,2}$/.test(value) || Number(value) > 60) throw wrong();
      return { completionDelay: Number(value) };
    case 'guard-held':
    case 'guard-completed': {
      if (value !== 'on' && value !== 'off') throw wrong();
      return { [rule === 'guard-held' ? 'guardHeld' : 'guardCompleted']: value === 'on' };
    }
    case 'key-issued':
    default: {
      const day = z.iso.date().safeParse(value.normalize('NFKC').replaceAll('/', '-'));
      if (!day.success) throw wrong();
      return { keyIssuedOn: day.data };
    }
  }
}

function savedMessage({ shop }: RunContext): Message {
  return {
    tone: 'good',
    title: text('shipping.settings.saved', { shop: shop.name }),
    lines: [text('shipping.settings.starts-nothing')],
    actions: [
      {
        kind: 'open',
        label: text('commands.aupay-status.label'),
        command: 'aupay-status',
        input: {},
      },
    ],
  };
}
