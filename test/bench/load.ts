import { createHmac, randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';

export type Load = {
  port: number;
  path: string;
  secret: string;
  connections: number;
  requests: number;
};
export type Measured = { perSecond: number; p50: number; p99: number; failed: number };

/**
 * Keeps every connection busy with one signed webhook after the other, each a new event, and measures how long each answer
 * takes (milliseconds). Requests are made beforehand, so that the measured time is the server's.
 */
export async function load({ port, path, secret, connections, requests }: Load): Promise<Measured> {
  const prepared = Array.from({ length: requests }, () => request(path, secret));
  const times: number[] = [];
  let next = 0;
  let failed = 0;
  const started = performance.now();
  await Promise.all(Array.from({ length: connections }, () => keepBusy()));
  const seconds = (performance.now() - started) / 1000;
  times.sort((a, b) => a - b);
  return { perSecond: requests / seconds, p50: at(times, 0.5), p99: at(times, 0.99), failed };

  async function keepBusy(): Promise<void> {
    const socket = connect(port, '127.0.0.1').setNoDelay(true);
    const broken = new Promise<never>((_, reject) => socket.once('error', reject));
    await Promise.race([new Promise((resolve) => socket.once('connect', resolve)), broken]);
    for (let mine = next++; mine < requests; mine = next++) {
      const sent = performance.now();
      const status = await Promise.race([
        exchange(socket, prepared[mine] ?? Buffer.alloc(0)),
        broken,
      ]);
      times.push(performance.now() - sent);
      if (status !== 200) failed += 1;
    }
    socket.destroy();
  }
}

function at(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}

/** Answers are short: status line, headers with a content length, body. */
function exchange(socket: Socket, bytes: Buffer): Promise<number> {
  return new Promise((resolve) => {
    let text = '';
    function read(chunk: Buffer): void {
      text += chunk.toString('latin1');
      const end = text.indexOf('\r\n\r\n');
      if (end === -1 || text.length < end + 4 + lengthOf(text)) return;
      socket.off('data', read);
      resolve(Number(text.slice(9, 12)));
    }
    socket.on('data', read);
    socket.write(bytes);
  });
}

function lengthOf(head: string): number {
  return Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
}

/** A text message as LINE sends it, by somebody nobody knows. */
function request(path: string, secret: string): Buffer {
  const event = {
    type: 'message',
    message: { type: 'sticker', id: randomUUID(), packageId: '1', stickerId: '2' },
    webhookEventId: randomUUID(),
    deliveryContext: { isRedelivery: false },
    timestamp: 1_795_000_000_000,
    source: { type: 'user', userId: `U${randomUUID().replaceAll('-', '')}` },
    replyToken: randomUUID().replaceAll('-', ''),
    mode: 'active',
  };
  const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events: [event] });
  const signature = createHmac('sha256', secret).update(body).digest('base64');
  return Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\nx-line-signature: ${signature}\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
