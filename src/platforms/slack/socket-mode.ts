import { SocketModeClient } from '@slack/socket-mode';
import type { Log } from '../../core/log.ts';
import { isPayload } from './payload.ts';
import type { Intake, Receiver } from './receiver.ts';
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

/** A connection of ours to Slack. `connected`: it stands now; one that broke is opened anew by itself. */
export type Socket = { stop(): Promise<void>; connected(): boolean };

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
  intake: Intake,
): Promise<Socket> {
  const client = new SocketModeClient({
    appToken,
    logger: sdkLog(log),
    clientOptions: { slackApiUrl: apiURL, allowAbsoluteUrls: false },
    ...(pingTimeout !== undefined && { clientPingTimeout: pingTimeout }),
  });

  async function take({ body, ack }: Envelope): Promise<void> {
    try {
      const answer = isPayload(body) ? await receiver.receive(body, intake) : null;
      const isJson = answer?.type === 'application/json';
      await ack(isJson ? JSON.parse(answer.body) : undefined);
    } catch (error) {
      log.error({ err: error }, 'an event from a socket could not be stored');
    }
  }

  let stands = false;
  client.on('connected', () => (stands = true));
  for (const event of ['reconnecting', 'disconnected']) client.on(event, () => (stands = false));
  client.on('slack_event', (envelope: Envelope) => void take(envelope));
  await client.start();
  return { stop: () => client.disconnect(), connected: () => stands };
}
