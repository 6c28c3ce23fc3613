import { FLOW_LASTS, isBrowserKey } from './state.ts';

const NAME = 'tenban-slack-install';

/** The key that this browser was given, or null. A browser with two tabs open has one key for both. */
export function browserOf(request: Request): string | null {
  const cookies = (request.headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const found = cookies.find((pair) => pair.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
  return found !== undefined && isBrowserKey(found) ? found : null;
}

/** Lax, because the browser comes back from Slack's site. https://www.rfc-editor.org/rfc/rfc6265#section-5.2 */
export function keepBrowser(key: string, baseUrl: string): Record<string, string> {
  const secure = baseUrl.startsWith('https:') ? '; Secure' : '';
  const cookie = `${NAME}=${key}; Path=/slack; Max-Age=${FLOW_LASTS / 1000}; HttpOnly; SameSite=Lax`;
  return { 'set-cookie': cookie + secure };
}
