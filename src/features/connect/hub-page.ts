import { UpstreamError } from '../../core/errors.ts';
import type { Block, FeaturePage, PageDesk, Sheet } from '../../core/page.ts';
import { text } from '../../core/text.ts';
import { hubReturn } from './addresses.ts';
import { alsoInChat } from './also-in-chat.ts';
import { codeSheet, hubBlocks } from './code-sheet.ts';
import { showAgain } from './exchange.ts';
import { changeFlow, type Flow, flowBehind, keys, placeOf } from './flow.ts';
import { saying } from './sheets.ts';
import { hubOf } from './trial.ts';

/** Where CNV leads back to after signing in, with `code` and the `state` that only the page of the code gave out. */
export const hubPage: FeaturePage = {
  path: '/cnv/connect/callback',
  async answer({ query }, desk) {
    const { connecting } = desk;
    const key = keys.hub(connecting.fingerprint(query.get('state') ?? ''));
    const flow = await flowBehind(connecting, key);
    if (!flow?.granted || flow.kept) return saying('nobody', { status: 404 });
    const code = query.get('code') ?? '';
    if (code === '') return saying('no-code', { status: 400, locale: flow.locale });
    try {
      return await signIn(flow, { code, desk });
    } catch (error) {
      if (!(error instanceof UpstreamError)) throw error;
      const said = saying('no-hub', { status: 400, locale: flow.locale });
      const sheet = { ...said, blocks: [...(whyOf(error) ?? said.blocks)] };
      await alsoInChat(sheet, flow, desk);
      return { ...sheet, blocks: [...sheet.blocks, ...(await hubBlocks(flow, desk))] };
    }
  },
};

/** Whoever may sign in need not be an administrator. */
function whyOf({ code }: UpstreamError): Block[] | null {
  if (code !== 'no-permission') return null;
  return [
    { kind: 'words', text: text('errors.cnv.no-permission.cause'), tone: 'warn' },
    { kind: 'words', text: text('errors.cnv.no-permission.remedy') },
  ];
}

/** Once: the second time it is there already. */
async function signIn(
  flow: Flow,
  { code, desk }: { code: string; desk: PageDesk },
): Promise<Sheet> {
  const next = flow.hub === null ? await bring(flow, code, desk) : flow;
  if (!next?.granted) return saying('nobody', { status: 404, locale: flow.locale });
  const again = await showAgain(next, next.granted, desk);
  if (again.state !== 'granted') return saying('nobody', { status: 404, locale: flow.locale });
  return codeSheet(again.flow, again.code, desk);
}

/** What CNV gave is tried before it counts. */
async function bring(flow: Flow, code: string, { connecting }: PageDesk): Promise<Flow | null> {
  const hub = await hubOf(connecting, flow);
  const { accessToken, expiresAt } = await hub.exchange(code, hubReturn(connecting.baseUrl));
  await (await hubOf(connecting, flow, accessToken)).ping();
  const token = connecting.seal(accessToken, placeOf(flow, 'hubToken'));
  return changeFlow(connecting, flow, (current) => ({ ...current, hub: { token, expiresAt } }));
}
