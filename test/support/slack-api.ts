import type { TestContext } from 'node:test';
import { BOT_TOKEN, openTalk } from './slack-house.ts';

type Args = { [name: string]: unknown };

/** Calls of the Web API as an SDK makes them: form fields, with JSON for what has parts. */
export async function openApi(test: TestContext, options: { burst?: number } = {}) {
  const house = await openTalk(test, options);

  async function call(method: string, args: Args = {}, token: string | null = BOT_TOKEN) {
    const fields = Object.entries(args).map(([name, value]) => [
      name,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    const response = await fetch(`${house.url}/api/${method}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
      body: new URLSearchParams(fields).toString(),
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: JSON.parse(text) };
  }

  const post = (channel: string, args: Args = { text: 'hi' }) =>
    call('chat.postMessage', { channel, ...args });
  return { ...house, call, post };
}
