import type { IncomingMessage } from 'node:http';

/** How much more than a body may have is read and forgotten, so that its sender gets to see the answer. */
const PATIENCE = 10;

/**
 * The whole body; `too large` as soon as it is known to be, by what it says or by counting; `gone` when its sender leaves
 * before its end. A sender that goes on and on is cut off.
 */
export function readBody(
  incoming: IncomingMessage,
  largest: number,
): Promise<Buffer | 'too large' | 'gone'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    if (Number(incoming.headers['content-length'] ?? 0) > largest) resolve('too large');
    incoming.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= largest) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      resolve('too large');
      if (size > largest * PATIENCE) incoming.destroy();
    });
    incoming.on('end', () => resolve(joined(chunks)));
    incoming.on('error', () => resolve('gone'));
  });
}

function joined(chunks: readonly Buffer[]): Buffer {
  const [first] = chunks;
  return first !== undefined && chunks.length === 1 ? first : Buffer.concat(chunks);
}
