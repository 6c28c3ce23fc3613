import type { PageDesk, Sheet } from '../../core/page.ts';
import { text } from '../../core/text.ts';
import { consoleAddress, returnAddress } from './addresses.ts';
import { flowBehind, keys, openSecret } from './flow.ts';
import { hookSteps } from './sheets.ts';
import { nhanhOf } from './trial.ts';

/**
 * What is to be done once the App Id is known: the redirect address with it, the grant, and the webhooks. To be opened again
 * as long as the flow lasts; null for an address that is not one of these.
 */
export async function appPage(token: string, { connecting }: PageDesk): Promise<Sheet | null> {
  const flow = await flowBehind(connecting, keys.page(connecting.fingerprint(token)));
  if (!flow?.app) return null;
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
