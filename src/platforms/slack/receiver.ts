import { App } from '@slack/bolt';
import type { Log } from '../../core/log.ts';
import type { CheckForm } from '../../core/platform.ts';
import type { Clients } from './clients.ts';
import { complaintsAbout } from './filled-form.ts';
import { isUninstalled } from './message.ts';
import { workspaceOf } from './origin.ts';
import type { Payload } from './payload.ts';
import { type Answer, classifyPayload, refusal } from './requests.ts';
import { SlackBody } from './schema.ts';
import { sdkLog } from './sdk-log.ts';

/** Puts a body into the inbox: resolves once it is on disk. */
export type Accept = (body: Uint8Array) => Promise<unknown>;

/** Where what arrives goes, and what forms are checked by before that. */
export type Intake = { accept: Accept; checkForm: CheckForm };

export type Receiver = {
  /**
   * What to answer, once everything that matters is on disk. Rejects when it could not be stored: then it must come again.
   * A form that cannot be taken as it is stays open with what is wrong, and nothing of it is stored; nor is what comes from
   * a workspace without the app.
   */
  receive(payload: Payload, intake: Intake): Promise<Answer>;
};

type ReceiverOptions = {
  /** Null where every workspace that Slack tells of is ours. */
  knows: Clients['knows'] | null;
  log: Log;
};

/**
 * Bolt's App behind a receiver of our own, for HTTP and Socket Mode alike. Bolt knows what each payload is and for which
 * installation, and hands what we listen to to `accept`; anything else is acknowledged and forgotten. Bolt acknowledges
 * events before their listeners run, so its acknowledgement is kept here until `processEvent` has resolved.
 * https://docs.slack.dev/tools/bolt-js/concepts/receiver
 */
export function createReceiver({ knows, log }: ReceiverOptions): Receiver {
  const strangers = new Set<string>();
  const app = new App<{ accept: Accept }>({
    receiver: { init() {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({}),
    logger: sdkLog(log),
    convoStore: false,
    ignoreSelf: false,
  });
  listen(app);

  /** Nobody can answer there: said once, then acknowledged in silence. */
  async function isStrange(payload: Payload): Promise<boolean> {
    if (knows === null) return false;
    const body = SlackBody.safeParse(payload).data ?? {};
    const team = workspaceOf(body);
    if ((body.event && isUninstalled(body.event)) || (await knows(team))) return false;
    if (!strangers.has(team)) log.warn({ team }, 'something came from a workspace without the app');
    strangers.add(team);
    return true;
  }

  return {
    async receive(payload, { accept, checkForm }) {
      const request = classifyPayload(payload);
      if (request.kind === 'answer') return request.answer;
      if (await isStrange(payload)) return request.answer;
      const complaints = await complaintsAbout(payload, checkForm);
      if (complaints !== null) return complaints;
      const storing = watched(accept);
      const customProperties = { accept: storing.accept };
      try {
        await app.processEvent({ body: payload, ack: async () => {}, customProperties });
        return request.answer;
      } catch (error) {
        if (storing.failed()) throw error;
        log.warn({ err: error }, 'a payload that Slack is not known to send');
        return refusal('The payload is none that Slack is known to send.');
      }
    },
  };
}

/** Tells a payload that could not be stored, which must come again, from one that Bolt can make nothing of. */
function watched(accept: Accept): { accept: Accept; failed(): boolean } {
  let failed = false;
  return {
    failed: () => failed,
    async accept(body) {
      failed = true;
      await accept(body);
      failed = false;
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
