import type { Block, PageDesk, Sheet } from '../../core/page.ts';
import { text } from '../../core/text.ts';
import { hubReturn, returnAddress } from './addresses.ts';
import { type Flow, keys, openSecret, pointTo } from './flow.ts';
import { hookSteps } from './sheets.ts';
import { hubOf, nhanhOf } from './trial.ts';

/** What was granted, and the code that makes it count once it is typed in the chat. */
export async function codeSheet(flow: Flow, code: string, desk: PageDesk): Promise<Sheet> {
  const { connecting } = desk;
  const { app, granted, locale } = flow;
  if (app === null || granted === null) throw new Error('a code is shown for nothing');
  const sealed = app.verifyToken;
  const verifyToken = openSecret(connecting, flow, { name: 'verifyToken', sealed });
  const hub = await hubBlocks(flow, desk);
  return {
    status: 200,
    locale,
    title: text('connect.page.code.title', { business: granted.business }),
    blocks: [
      ...hub,
      { kind: 'code', label: text('connect.page.code.type'), value: code },
      { kind: 'words', text: text('connect.page.code.why') },
      ...(await refusedBlocks(flow, desk)),
      ...hookSteps({ baseUrl: connecting.baseUrl, app: app.id, verifyToken, from: 1 }),
    ],
  };
}

/** What was not ticked, or what who signed in may not give: it can be granted anew, or done without. */
async function refusedBlocks(flow: Flow, { connecting }: PageDesk): Promise<Block[]> {
  const { app, granted, accountId } = flow;
  if (app === null || granted === null || granted.refused.length === 0) return [];
  const nhanh = await nhanhOf(connecting, flow, { app: app.id, secretKey: '' });
  const back = returnAddress(connecting.baseUrl, app.id, accountId);
  return [
    ...granted.refused.map((read): Block => ({
      kind: 'words',
      text: text(`connect.page.refused.${read}`),
      tone: 'warn',
    })),
    { kind: 'words', text: text('connect.page.refused.remedy') },
    { kind: 'link', label: text('labels.connect.grant'), url: nhanh.loginLink(back) },
  ];
}

/** CNV's side: signed in, to sign in at, or not set up by whoever runs this. */
export async function hubBlocks(flow: Flow, { connecting, settings }: PageDesk): Promise<Block[]> {
  if (flow.hub !== null)
    return [{ kind: 'words', text: text('connect.page.hub.done'), tone: 'good' }];
  const all = await settings.list('connections');
  if (all.some(({ shop, system }) => shop === flow.shop && system === 'cnv')) return [];
  const { clientId = '' } = await settings.revealApp('cnv');
  if (clientId === '')
    return [{ kind: 'words', text: text('connect.page.hub.missing'), tone: 'warn' }];
  const state = connecting.newToken();
  await pointTo(connecting, keys.hub(connecting.fingerprint(state)), flow);
  const hub = await hubOf(connecting, flow);
  const url = await hub.loginLink({ redirectUri: hubReturn(connecting.baseUrl), state });
  return [
    { kind: 'words', text: text('connect.page.hub.title') },
    { kind: 'link', label: text('labels.connect.hub'), url },
  ];
}
