import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import type { Delivered, Delivery } from './deliveries.ts';
import { isNode, jsonOf } from './guards.ts';
import { secret } from './ids.ts';

const PATH = '/link/';

/** Socket Mode's server side. https://docs.slack.dev/apis/events-api/using-socket-mode */
export type Sockets = {
  attach(server: Server): void;
  /** The address of a new connection below an http origin, good for one. */
  ticket(origin: string): string;
  /** How many connections take envelopes. */
  count(): number;
  /** Sends an envelope to the newest connection; resolves when it is acknowledged, and not before. */
  send(delivery: Delivery): Promise<Delivered>;
  /** Asks every connection to make way for a new one, as Slack does every few hours. */
  recycle(): void;
  close(): void;
};

export function createSockets({ app, changed }: { app: string; changed(): void }): Sockets {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const open: WebSocket[] = [];
  const waiting = new Map<string, (answer: unknown) => void>();

  function welcome(socket: WebSocket): void {
    open.push(socket);
    socket.on('message', (data) => acknowledged(data, waiting));
    socket.on('close', () => leave(socket));
    socket.on('error', () => leave(socket));
    const hello = { type: 'hello', num_connections: open.length, connection_info: { app_id: app } };
    socket.send(JSON.stringify(hello));
    changed();
  }

  function leave(socket: WebSocket): void {
    const index = open.indexOf(socket);
    if (index !== -1) open.splice(index, 1);
    changed();
  }

  return {
    attach(http) {
      http.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
        const ticket = request.url?.startsWith(PATH) ? request.url.slice(PATH.length) : '';
        if (tickets.delete(ticket)) server.handleUpgrade(request, stream, head, welcome);
        else stream.destroy();
      });
    },
    ticket(origin) {
      const ticket = secret();
      tickets.add(ticket);
      return origin.replace(/^http/, 'ws') + PATH + ticket;
    },
    count: () => open.length,
    send(delivery) {
      const id = randomUUID();
      open.at(-1)?.send(JSON.stringify(envelopeOf(delivery, id)));
      return new Promise((resolve) => {
        waiting.set(id, (answer) => resolve({ outcome: 200, answer, final: false }));
      });
    },
    recycle() {
      for (const socket of open.splice(0)) {
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
      changed();
    },
    close() {
      for (const socket of server.clients) socket.terminate();
      server.close();
    },
  };
}

function envelopeOf({ kind, payload, retry }: Delivery, id: string): object {
  const attempts = { retry_attempt: retry?.num ?? 0, retry_reason: retry?.reason ?? '' };
  return {
    type: kind,
    envelope_id: id,
    payload,
    accepts_response_payload: kind !== 'events_api',
    ...(kind === 'events_api' && attempts),
  };
}

function acknowledged(data: RawData, waiting: Map<string, (answer: unknown) => void>): void {
  const answer = jsonOf(Buffer.isBuffer(data) ? data.toString() : '');
  if (!isNode(answer) || typeof answer['envelope_id'] !== 'string') return;
  const { payload } = answer;
  const empty = !isNode(payload) || Object.keys(payload).length === 0;
  waiting.get(answer['envelope_id'])?.(empty ? null : payload);
  waiting.delete(answer['envelope_id']);
}
