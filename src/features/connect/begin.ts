import type { Context, RunContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text, timeAt } from '../../core/text.ts';
import {
  changeFlow,
  Flow,
  FLOW_LASTS,
  flowOf,
  keys,
  type Link,
  LINK_KNOWN,
  LINK_LASTS,
  pointTo,
} from './flow.ts';

/** What waits to be connected in this shop; null when nothing does, or it is settings by now. */
export async function underWay({
  connecting,
  shop,
}: Pick<Context, 'connecting' | 'shop'>): Promise<Flow | null> {
  const flow = await flowOf(connecting, shop.id);
  return flow?.kept === false ? flow : null;
}

/**
 * A flow in the place of any other of this shop, and the token of its link. Throws UserError while somebody else's is under
 * way, unless that is to be taken over: they are told.
 */
export async function begin(
  context: RunContext,
  accountId: string,
  { takeOver }: { takeOver: boolean },
): Promise<{ token: string; until: number }> {
  const { connecting, shop, person, locale, linking, now, settings } = context;
  if (linking.identity === null) throw new UserError('connect.nobody');
  const names = new Map((await settings.list('people')).map(({ id, name }) => [id, name]));
  const token = connecting.newToken();
  const start = now.epochMilliseconds;
  const flow: Flow = {
    id: connecting.fingerprint(token),
    shop: shop.id,
    person: person.id,
    to: linking.identity,
    locale,
    since: start,
    until: start + FLOW_LASTS,
    accountId,
    app: null,
    codes: [],
    granted: null,
    hub: null,
    wrong: 0,
    kept: false,
  };
  const others: Flow[] = [];
  await connecting.change(keys.flow(shop.id), (current) => {
    const there = Flow.nullable().parse(current);
    if (there?.kept === false && there.person !== person.id) {
      if (!takeOver) throw busy(there, names.get(there.person) ?? there.person, context);
      others.push(there);
    }
    return { payload: flow, until: flow.until };
  });
  for (const other of others) await tellTakenOver(other, context);
  const until = start + LINK_LASTS;
  const link: Link = { shop: shop.id, flow: flow.id, until, used: false };
  const key = keys.link(connecting.fingerprint(token));
  await connecting.change(key, () => ({ payload: link, until: start + LINK_KNOWN }));
  return { token, until };
}

/** A flow whose page was filled in goes on for another hour, at a page with a new address; the old ones stay open. */
export async function reopen(
  { connecting, now }: RunContext,
  flow: Flow,
): Promise<{ flow: Flow; token: string }> {
  const until = now.epochMilliseconds + FLOW_LASTS;
  const next = await changeFlow(connecting, flow, (current) => ({ ...current, until }));
  if (!next?.app) throw new UserError('connect.page.nobody.title');
  const token = connecting.newToken();
  await pointTo(connecting, keys.page(connecting.fingerprint(token)), next);
  await pointTo(connecting, keys.back(next.app.id, next.accountId), next);
  await pointTo(connecting, keys.app(next.app.id), next);
  await pointTo(connecting, keys.account(next.accountId), next);
  return { flow: next, token };
}

function busy({ since }: Flow, name: string, { shop }: Context): UserError {
  return new UserError(
    'connect.busy.title',
    { name, shop: shop.name, since: timeAt(since) },
    {
      lines: [text('connect.busy.means', { name })],
      actions: [
        {
          kind: 'open',
          label: text('labels.connect.take-over'),
          command: 'connect',
          input: { how: 'take-over' },
        },
      ],
    },
  );
}

function tellTakenOver(
  { id, person, to, locale }: Flow,
  { connecting, shop, person: { name } }: RunContext,
): Promise<void> {
  return connecting.tell({
    key: `taken-over:${id}`,
    shop: shop.id,
    person,
    to,
    locale,
    message: {
      tone: 'warn',
      title: text('connect.taken-over.title', { name, shop: shop.name }),
      lines: [text('connect.taken-over.means')],
    },
  });
}
