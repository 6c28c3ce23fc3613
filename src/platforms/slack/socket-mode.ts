import { SocketModeClient } from '@slack/socket-mode';
import type { Log } from '../../core/log.ts';
import { isPayload } from './payload.ts';
import type { Accept, Receiver } from './receiver.ts';
import { sdkLog } from './sdk-log.ts';

export type SocketModeOptions = {
  appToken: string;
  /** Slack's Web API, with a slash at its end. */
  apiURL: string;
  receiver: Receiver;
  log: Log;
  /** Milliseconds without an answer to a ping before the connection is given up; also the wait before a new one. */
  pingTimeout?: number;
};

/** An envelope as Slack's client hands it on. */
type Envelope = { body: unknown; ack(response?: Record<string, unknown>): Promise<void> };

/**
 * Takes events through a WebSocket instead of HTTP, for machines that nobody can reach. Each is stored, then acknowledged;
 * one that could not be stored is not, and comes again. Resolves once connected; connections that Slack renews or drops
 * are opened anew. Bolt's own receiver for this acknowledges before anything is safe.
 * https://docs.slack.dev/apis/events-api/using-socket-mode
 */
export async function startSocketMode(
  { appToken, apiURL, receiver, log, pingTimeout }: SocketModeOptions,
  accept: Accept,
): Promise<{ stop(): Promise<void> }> {
  const client = new SocketModeClient({
    appToken,
    logger: sdkLog(log),
    clientOptions: { slackApiUrl: apiURL, allowAbsoluteUrls: false },
    ...(pingTimeout !== undefined && { clientPingTimeout: pingTimeout }),
  });

  async function take({ body, ack }: Envelope): Promise<void> {
    try {
      const answer = isPayload(body) ? await receiver.receive(body, accept) : null;
      await ack(answer?.body ? JSON.parse(answer.body) : undefined);
    } catch (error) {
      log.error({ err: error }, 'an event from a socket could not be stored');
    }
  }

  client.on('slack_event', (envelope: Envelope) => void take(envelope));
  await client.start();
  return { stop: () => client.disconnect() };
}
