import { z } from 'zod';
import { defineCommand, type RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { raw, text, timeAt } from '../../core/text.ts';
import { pageAddress, sampleAddress } from './addresses.ts';
import { type Flow, FLOW_LASTS, keys, type Link, LINK_KNOWN, LINK_LASTS } from './flow.ts';

const Given = z.object({ account: z.string().regex(/^\d{1,12}$/) });
type Given = z.infer<typeof Given>;

/**
 * `connect nhanh 385`: what is to be done, in the order of CNV's own guide, and a link to the page where the secrets go. Only
 * an owner, in a direct chat, and never while a sync runs.
 */
export const connect = defineCommand<Given>({
  name: 'connect',
  role: 'owner',
  exact: true,
  uses: [],
  fields: [{ name: 'account', fits: (words) => /^\d{1,12}$/.test(words.normalize('NFKC').trim()) }],
  input: Given,
  async run({ account }, context): Promise<Message> {
    refuseWhereOthersRead(context);
    await refuseWhileSyncing(context);
    const { baseUrl } = context.connecting;
    const { token, until } = await begin(context, account);
    return {
      tone: 'wait',
      title: text('connect.chat.title', { shop: context.shop.name }),
      lines: [
        text('connect.chat.create'),
        raw(sampleAddress(baseUrl, account)),
        text('connect.chat.fill'),
        text('connect.chat.grant'),
        text('connect.chat.hooks'),
        text('connect.chat.product'),
        text('connect.chat.link', { until: timeAt(until) }),
        text('connect.chat.notes'),
        text('connect.chat.pos'),
      ],
      actions: [
        {
          kind: 'link',
          label: text('labels.connect.open'),
          url: pageAddress(baseUrl, token),
          style: 'primary',
        },
      ],
    };
  },
});

/** Whoever opens the link may fill the page in, so it is shown to nobody but who asked. */
function refuseWhereOthersRead({ channel }: RunContext): void {
  if (channel.kind === 'direct') return;
  throw new UserError('connect.overheard', undefined, { lines: [text('refusals.channel.remedy')] });
}

export async function refuseWhileSyncing({
  settings,
  shop,
}: Pick<RunContext, 'settings' | 'shop'>): Promise<void> {
  const all = await settings.list('connections');
  const own = all.find((one) => one.shop === shop.id && one.system === 'nhanh');
  if (own?.options['sync'] !== 'on') return;
  throw new UserError(
    'connect.syncing.title',
    { shop: shop.name },
    {
      lines: [text('connect.syncing.remedy')],
      actions: [
        {
          kind: 'open',
          label: text('commands.nhanh-stop.label'),
          command: 'nhanh-stop',
          input: {},
        },
      ],
    },
  );
}

/** A flow in the place of any other of this shop, and the token of its link. */
async function begin(
  { connecting, shop, person, locale, linking, now }: RunContext,
  accountId: string,
): Promise<{ token: string; until: number }> {
  if (linking.identity === null) throw new UserError('connect.nobody');
  const token = connecting.newToken();
  const start = now.epochMilliseconds;
  const flow: Flow = {
    id: connecting.fingerprint(token),
    shop: shop.id,
    person: person.id,
    to: linking.identity,
    locale,
    until: start + FLOW_LASTS,
    accountId,
    app: null,
    codes: [],
    granted: null,
    hub: null,
    wrong: 0,
    kept: false,
  };
  const until = start + LINK_LASTS;
  const link: Link = { shop: shop.id, flow: flow.id, until, used: false };
  await connecting.change(keys.flow(shop.id), () => ({ payload: flow, until: flow.until }));
  const key = keys.link(connecting.fingerprint(token));
  await connecting.change(key, () => ({ payload: link, until: start + LINK_KNOWN }));
  return { token, until };
}
