import { App } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import type { Payload } from './payload.ts';
import { type Answer, classifyPayload } from './requests.ts';
import { sdkLog } from './sdk-log.ts';

/** Puts a body into the inbox: resolves once it is on disk. */
export type Accept = (body: Uint8Array) => Promise<unknown>;

export type Receiver = {
  /** What to answer, once everything that matters is on disk. Rejects when it could not be stored: then it must come again. */
  receive(payload: Payload, accept: Accept): Promise<Answer>;
};

/**
 * Bolt's App behind a receiver of our own, for HTTP and Socket Mode alike. Bolt knows what each payload is and for which
 * installation, and hands what we listen to to `accept`; anything else is acknowledged and forgotten. Bolt acknowledges
 * events before their listeners run, so its acknowledgement is kept here until `processEvent` has resolved.
 * https://docs.slack.dev/tools/bolt-js/concepts/receiver
 */
export function createReceiver({ botToken, log }: { botToken: string; log: Log }): Receiver {
  const app = new App<{ accept: Accept }>({
    receiver: { init() {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken }),
    logger: sdkLog(log),
    convoStore: false,
    ignoreSelf: false,
  });
  listen(app);

  return {
    async receive(payload, accept) {
      const request = classifyPayload(payload);
      if (request.kind === 'answer') return request.answer;
      await app.processEvent({ body: payload, ack: async () => {}, customProperties: { accept } });
      return request.answer;
    },
  };
}

type Heard = { body: object; context: { accept: Accept } };

function listen(app: App<{ accept: Accept }>): void {
  const any = /.*/s;
  const keep = async ({ body, context }: Heard): Promise<void> => {
    await context.accept(Buffer.from(JSON.stringify(body)));
  };
  app.command(any, keep);
  app.action(any, keep);
  app.view(any, keep);
  app.shortcut(any, keep);
  app.event(/^(?:app_|message$|tokens_revoked$)/, keep);
}
