import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { RunDesk } from '../../core/run.ts';
import type { Settings } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';

const SYSTEMS = ['page365', 'aupay', 'nhanh'] as const;
const Given = z.object({ system: z.enum(SYSTEMS), order: z.string().trim().min(1) });
type Given = z.infer<typeof Given>;

/** The system that verdicts about its orders are kept under, where that is another one: where they are booked. */
const BOOKED_IN: { [system: string]: string } = { page365: 'peak' };
/** Orders offered as buttons, out of so many of the latest verdicts. */
const OFFERED = 8;
const LOOKED_AT = 60;

/** `why <system> <order>`: why an order is where it is, asked live, with what to do. */
export const why = defineCommand<Given>({
  name: 'why',
  role: 'viewer',
  uses: [],
  about: SYSTEMS,
  fields: [
    {
      name: 'system',
      take: ([word = '']) => (SYSTEMS.some((system) => system === word.toLowerCase()) ? 1 : 0),
      options: SYSTEMS.map(optionOf),
      ask: async (_input, { shop, settings }) => ({
        text: text('commands.why.ask.system'),
        choices: await connectedOf(shop.id, settings),
      }),
    },
    {
      name: 'order',
      rest: true,
      ask: async ({ system }, { runs }) => ({
        text: text('commands.why.ask.order'),
        choices: (await missingOf(system, runs)).map((order) => ({
          label: raw(order),
          value: order,
        })),
      }),
    },
  ],
  input: Given,
  async run({ system, order }, context) {
    const message = await context.explain(system, order, context);
    if (message === null) throw new UserError('commands.why.wrong.system', { given: system });
    return message;
  },
});

function optionOf(system: (typeof SYSTEMS)[number]) {
  return { label: text(`systems.${system}`), value: system };
}

/** Only what the shop has; all of them when it has none, so that the answer says what is missing. */
async function connectedOf(shop: string, settings: Settings) {
  const connections = await settings.list('connections');
  const known = new Set(
    connections.filter((each) => each.shop === shop).map(({ system }) => system),
  );
  const own = SYSTEMS.filter((system) => known.has(system));
  return (own.length > 0 ? own : SYSTEMS).map(optionOf);
}

/** Orders that the last look at them left out, the latest first. */
async function missingOf(system: string | undefined, runs: RunDesk): Promise<string[]> {
  if (system === undefined) return [];
  const where = BOOKED_IN[system] ?? system;
  const verdicts = ['held', 'failed'] as const;
  const rows = await runs.history({ system: where, verdicts, limit: LOOKED_AT });
  const missing: string[] = [];
  for (const order of new Set(rows.map((row) => row.order))) {
    const [last] = await runs.verdicts(where, order, 1);
    if (last?.verdict === 'held' || last?.verdict === 'failed') missing.push(order);
    if (missing.length === OFFERED) break;
  }
  return missing;
}
