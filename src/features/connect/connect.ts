import { z } from 'zod';
import { type Context, defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { raw, text, timeAt } from '../../core/text.ts';
import { pageAddress, sampleAddress } from './addresses.ts';
import { begin, reopen, underWay } from './begin.ts';
import type { Flow } from './flow.ts';

const Given = z.object({
  account: z
    .string()
    .regex(/^\d{1,12}$/)
    .optional(),
  /** What a button adds: nothing of what was given counts any more, or another's connecting ends. */
  how: z.enum(['anew', 'take-over']).optional(),
});
type Given = z.infer<typeof Given>;

/**
 * `connect nhanh 385`: what is to be done, in the order of CNV's own guide, and a link to the page where the secrets go. Said
 * again it goes on where it was. Only an owner, in a direct chat, one person at a time, and never while a sync runs.
 */
export const connect = defineCommand<Given>({
  name: 'connect',
  role: 'owner',
  exact: true,
  uses: [],
  fields: [
    {
      name: 'account',
      optional: true,
      picked: true,
      fits: (words) => /^\d{1,12}$/.test(words.normalize('NFKC').trim()),
      async ask(_input, context) {
        await refuseWhereItCannotBe(context);
        const flow = await underWay(context);
        return flow === null ? { text: text('commands.connect.ask.account') } : null;
      },
    },
    { name: 'how', optional: true, unasked: true, take: () => 0 },
  ],
  input: Given,
  async run({ account, how }, context): Promise<Message> {
    await refuseWhereItCannotBe(context);
    const flow = await underWay(context);
    const goesOn = how === undefined && (account === undefined || account === flow?.accountId);
    if (flow?.app && goesOn && flow.person === context.person.id) return goOn(flow, context);
    const accountId = account ?? flow?.accountId;
    if (accountId === undefined)
      throw new UserError('connect.page.nobody.title', undefined, {
        lines: [text('connect.code.none-remedy')],
      });
    const { token, until } = await begin(context, accountId, { takeOver: how === 'take-over' });
    return beginning(context, { accountId, token, until });
  },
});

type Begun = { accountId: string; token: string; until: number };

function beginning(
  { connecting: { baseUrl }, shop }: RunContext,
  { accountId, token, until }: Begun,
): Message {
  return {
    tone: 'wait',
    title: text('connect.chat.title', { shop: shop.name }),
    lines: [
      text('connect.chat.create'),
      raw(sampleAddress(baseUrl, accountId)),
      text('connect.chat.fill'),
      text('connect.chat.grant'),
      text('connect.chat.hooks'),
      text('connect.chat.product'),
      text('connect.chat.link', { until: timeAt(until) }),
      text('connect.chat.notes'),
      text('connect.chat.pos'),
    ],
    actions: [openPage(baseUrl, token)],
  };
}

/** What was given stays; whoever asks is shown it, since somebody else may have opened the link. */
async function goOn(before: Flow, context: RunContext): Promise<Message> {
  const { flow, token } = await reopen(context, before);
  const { accountId: account, app, granted } = flow;
  const typed = { account, app: app?.id ?? '', at: timeAt(app?.at ?? 0) };
  const step = granted === null ? 3 : 4;
  return {
    tone: 'wait',
    title: text('connect.resume.title', { shop: context.shop.name, step }),
    lines: [
      granted === null
        ? text('connect.resume.typed', typed)
        : text('connect.resume.granted', { ...typed, business: granted.business }),
      ...(granted === null ? [text('connect.chat.grant')] : []),
      text('connect.chat.hooks'),
      text('connect.chat.product'),
    ],
    actions: [
      openPage(context.connecting.baseUrl, token),
      {
        kind: 'open',
        label: text('labels.again'),
        command: 'connect',
        input: { how: 'anew' },
      },
    ],
  };
}

function openPage(baseUrl: string, token: string) {
  return {
    kind: 'link' as const,
    label: text('labels.connect.open'),
    url: pageAddress(baseUrl, token),
    style: 'primary' as const,
  };
}

async function refuseWhereItCannotBe(context: Context): Promise<void> {
  refuseWhereOthersRead(context);
  await refuseWhileSyncing(context);
}

/** Whoever opens the link may fill the page in, so it is shown to nobody but who asked. */
function refuseWhereOthersRead({ channel }: Context): void {
  if (channel.kind === 'direct') return;
  throw new UserError('connect.overheard', undefined, { lines: [text('refusals.channel.remedy')] });
}

export async function refuseWhileSyncing({
  settings,
  shop,
}: Pick<Context, 'settings' | 'shop'>): Promise<void> {
  const all = await settings.list('connections');
  const own = all.find((one) => one.shop === shop.id && one.system === 'nhanh');
  if (own?.options['sync'] !== 'on') return;
  const open = (command: string) => ({
    kind: 'open' as const,
    label: text(`commands.${command}.label`),
    command,
    input: {},
  });
  throw new UserError(
    'connect.syncing.title',
    { shop: shop.name },
    {
      lines: [text('connect.syncing.remedy')],
      actions: [open('connect-product'), open('nhanh-stop')],
    },
  );
}
