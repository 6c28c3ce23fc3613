import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text, timeAt } from '../../core/text.ts';
import { changeFlow, type Flow, flowOf, type Granted, MOST_WRONG } from './flow.ts';
import { keep } from './keep.ts';

const Given = z.object({ code: z.string().min(1) });
type Given = z.infer<typeof Given>;

/**
 * `connect code ABCD-EFGH`: whoever asked for the link says that the page was theirs. Before that nothing of what was typed
 * there counts, whoever opened the link.
 */
export const connectCode = defineCommand<Given>({
  name: 'connect-code',
  role: 'owner',
  exact: true,
  uses: [],
  fields: [{ name: 'code', rest: true }],
  input: Given,
  async run({ code }, context): Promise<Message> {
    const flow = await confirmed(code, context);
    const { nhanh, business, app, synced } = await keep(flow, context);
    const expiresAt = flow.granted?.expiresAt ?? null;
    const connection = await context.settings.get('connections', nhanh);
    const facts = text(expiresAt === null ? 'connect.done.facts' : 'connect.done.facts-until', {
      business,
      app,
      ...(expiresAt !== null && { until: timeAt(expiresAt) }),
    });
    if (!synced || connection === null)
      return {
        tone: 'warn',
        title: text('connect.done.half', { shop: context.shop.name }),
        lines: [facts, text('connect.done.half-remedy')],
      };
    return {
      tone: 'wait',
      title: text('connect.done.title'),
      lines: [
        facts,
        text('connect.done.hooks'),
        text('connect.done.last'),
        text('connect.done.leave'),
      ],
      actions: [
        {
          kind: 'open',
          label: text('commands.nhanh-status.label'),
          command: 'nhanh-status',
          input: {},
        },
        {
          kind: 'open',
          label: text('commands.nhanh-stop.label'),
          command: 'nhanh-stop',
          input: {},
        },
      ],
    };
  },
});

/** The flow whose page shows this code. Throws UserError when it is another's, over, or not right. */
async function confirmed(code: string, context: RunContext): Promise<Flow> {
  const { connecting, shop, person, now, settings } = context;
  const flow = await flowOf(connecting, shop.id);
  if (flow === null) throw refused('none');
  if (flow.person !== person.id) {
    const asked = await settings.get('people', flow.person);
    throw refused('other', { name: asked?.name ?? flow.person });
  }
  if (flow.granted === null) throw refused('early');
  if (!flow.kept && flow.granted.until <= now.epochMilliseconds) throw refused('late');
  if (flow.granted.code !== connecting.hashOf(code))
    throw await countWrong(flow, flow.granted, context);
  return flow;
}

async function countWrong(
  flow: Flow,
  granted: Granted,
  { connecting }: RunContext,
): Promise<UserError> {
  const next = await changeFlow(connecting, flow, (current) => {
    const wrong = current.wrong + 1;
    const over = wrong >= MOST_WRONG && !current.kept;
    return { ...current, wrong, ...(over && { granted: null }) };
  });
  return refused(next?.granted?.by === granted.by ? 'wrong' : 'blocked');
}

function refused(why: string, values?: { name: string }): UserError {
  return new UserError(`connect.code.${why}`, values, {
    lines: [text(`connect.code.${why}-remedy`)],
  });
}
