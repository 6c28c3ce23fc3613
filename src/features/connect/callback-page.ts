import type { FeaturePage, PageDesk, Sheet, Visit } from '../../core/page.ts';
import { alsoInChat } from './also-in-chat.ts';
import { codeSheet } from './code-sheet.ts';
import { bringGrant, type Brought } from './exchange.ts';
import { type Flow, flowBehind, keys } from './flow.ts';
import { saying } from './sheets.ts';

/**
 * Where Nhanh leads a browser back to after Đồng ý, with `accessCode`. Nhanh hands no `state` back, so the flow is found by
 * what the address names, and what comes of it counts only once a code that this page alone shows was typed in the chat.
 * https://apidocs.nhanh.vn/app
 */
export const callbackPage: FeaturePage = {
  path: '/nhanhvn/connect/callback/:appId/:accountId',
  async answer({ params, query }, desk) {
    const flow = await waitingFor(params, desk);
    if ('status' in flow) return flow;
    const accessCode = query.get('accessCode') ?? '';
    if (accessCode === '')
      return alsoInChat(saying('no-code', { status: 400, locale: flow.locale }), flow, desk);
    const brought = await bringGrant(flow, { accessCode, desk });
    return sheetOf(brought, flow, desk);
  },
};

/** The flow that waits for this app and account, or what is wrong with the address. */
async function waitingFor(
  { appId = '', accountId = '' }: Visit['params'],
  desk: PageDesk,
): Promise<Flow | Sheet> {
  const { connecting } = desk;
  const flow = await flowBehind(connecting, keys.back(appId, accountId));
  if (isWaiting(flow) && flow.app.id === appId && flow.accountId === accountId) return flow;
  const ofApp = await flowBehind(connecting, keys.app(appId));
  if (isWaiting(ofApp) && ofApp.app.id === appId) {
    const values = { given: accountId };
    const sheet = saying('other-account', { status: 400, locale: ofApp.locale, values });
    return alsoInChat(sheet, ofApp, desk);
  }
  const ofAccount = await flowBehind(connecting, keys.account(accountId));
  if (isWaiting(ofAccount) && ofAccount.accountId === accountId) {
    const values = { given: appId };
    const sheet = saying('other-app', { status: 400, locale: ofAccount.locale, values });
    return alsoInChat(sheet, ofAccount, desk);
  }
  return saying('nobody', { status: 404 });
}

function isWaiting(flow: Flow | null): flow is Flow & { app: NonNullable<Flow['app']> } {
  return flow !== null && flow.app !== null && !flow.kept;
}

function sheetOf(brought: Brought, flow: Flow, desk: PageDesk): Promise<Sheet> | Sheet {
  const { locale } = flow;
  switch (brought.state) {
    case 'granted':
      return codeSheet(brought.flow, brought.code, desk);
    case 'refused': {
      const { refusal, blocks } = brought;
      const sheet = saying(refusal, { status: 400, locale });
      return alsoInChat({ ...sheet, blocks: [...(blocks ?? sheet.blocks)] }, flow, desk);
    }
    case 'over':
    default:
      return saying('nobody', { status: 404, locale });
  }
}
