import type { PageDesk, Sheet } from '../../core/page.ts';
import { text } from '../../core/text.ts';
import { consoleAddress, returnAddress } from './addresses.ts';
import { codeSheet } from './code-sheet.ts';
import { showAgain } from './exchange.ts';
import { type Flow, flowBehind, type Granted, keys, openSecret } from './flow.ts';
import { hookSteps, saying } from './sheets.ts';
import { nhanhOf } from './trial.ts';

/**
 * What is to be done once the App Id is known: the redirect address with it, the grant, and the webhooks. To be opened again
 * as long as the flow lasts; null for an address that is not one of these. Once Nhanh has granted it, the button `asked` for
 * shows a code.
 */
export async function appPage(
  token: string,
  asked: boolean,
  desk: PageDesk,
): Promise<Sheet | null> {
  const { connecting } = desk;
  const flow = await flowBehind(connecting, keys.page(connecting.fingerprint(token)));
  if (!flow?.app) return null;
  if (flow.granted !== null && !flow.kept)
    return asked ? codeAgain(flow, flow.granted, desk) : grantedSheet(flow, flow.granted);
  const { baseUrl } = connecting;
  const { id } = flow.app;
  const back = returnAddress(baseUrl, id, flow.accountId);
  const nhanh = await nhanhOf(connecting, flow, { app: id, secretKey: '' });
  const sealed = flow.app.verifyToken;
  const verifyToken = openSecret(connecting, flow, { name: 'verifyToken', sealed });
  const hooks = hookSteps({ baseUrl, app: id, verifyToken, from: 4 });
  if (flow.kept)
    return {
      status: 200,
      locale: flow.locale,
      title: text('connect.page.kept.title'),
      blocks: hooks,
    };
  return {
    status: 200,
    locale: flow.locale,
    title: text('connect.page.app.title', { app: id }),
    blocks: [
      {
        kind: 'steps',
        items: [
          { text: text('connect.page.app.edit'), copy: consoleAddress(id) },
          { text: text('connect.page.app.redirect'), copy: back },
          { text: text('connect.page.app.grant') },
        ],
      },
      { kind: 'link', label: text('labels.connect.grant'), url: nhanh.loginLink(back) },
      { kind: 'words', text: text('connect.page.app.refused'), tone: 'warn' },
      ...hooks,
    ],
  };
}

/** The newest code is the one that counts, so it takes a button: programs that look at links must not make one. */
function grantedSheet({ locale }: Flow, { business }: Granted): Sheet {
  return {
    status: 200,
    locale,
    title: text('connect.page.code.title', { business }),
    blocks: [
      { kind: 'words', text: text('connect.page.again') },
      { kind: 'form', submit: text('labels.connect.code'), fields: [] },
    ],
  };
}

async function codeAgain(flow: Flow, granted: Granted, desk: PageDesk): Promise<Sheet> {
  const again = await showAgain(flow, granted, desk);
  return again.state === 'granted'
    ? codeSheet(again.flow, again.code, desk)
    : saying('nobody', { status: 404, locale: flow.locale });
}
