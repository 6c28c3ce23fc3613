import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import type { Clock } from '../../src/core/clock.ts';

/** A mail as it arrived. `raw` is the whole message, headers first. */
export type ReceivedMail = { at: number; to: string[]; raw: string };

/**
 * Something that goes wrong: `refuse` says no for good, `later` asks to come again, `slow` takes `ms` longer, `drop-answer`
 * takes the mail and breaks the connection. For `times` mails, all unless set.
 */
export type MailFault = {
  kind: 'refuse' | 'later' | 'slow' | 'drop-answer';
  times?: number;
  ms?: number;
};

export type MailSimulator = {
  listen(): Promise<{ url: string; close(): Promise<void> }>;
  fault(next: MailFault | null): void;
  mails: readonly ReceivedMail[];
};

/** A mail server that keeps what it is given. */
export function createMailSimulator(clock: Clock): MailSimulator {
  const mails: ReceivedMail[] = [];
  let fault: MailFault | null = null;

  function take(): MailFault | null {
    const taken = fault;
    if (taken === null) return null;
    const times = (taken.times ?? Infinity) - 1;
    fault = times > 0 ? { ...taken, times } : null;
    return taken;
  }

  async function receive(stream: SMTPServerDataStream, to: string[]): Promise<MailFault | null> {
    const raw = Buffer.concat(await Array.fromAsync<Buffer>(stream)).toString('utf8');
    const taken = take();
    if (taken?.kind === 'slow') await clock.sleep(taken.ms ?? 1_000);
    if (taken?.kind === 'refuse' || taken?.kind === 'later') return taken;
    mails.push({ at: clock.now().epochMilliseconds, to, raw });
    return taken;
  }

  async function onData(
    stream: SMTPServerDataStream,
    { envelope }: SMTPServerSession,
    done: (error: Error | null) => void,
  ): Promise<void> {
    const taken = await receive(
      stream,
      envelope.rcptTo.map(({ address }) => address),
    );
    if (taken?.kind === 'drop-answer')
      server.connections.forEach((connection) => connection.close());
    else done(answerTo(taken));
  }

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onData: (stream, session, done) => void onData(stream, session, done),
  });
  server.on('error', () => undefined);

  return {
    mails,
    fault(next) {
      fault = next;
    },
    listen: () =>
      new Promise((resolve) => {
        const listening = server.listen(0, '127.0.0.1', () => {
          const { port } = listening.address() as AddressInfo;
          resolve({ url: `smtp://127.0.0.1:${port}`, close: () => close(server) });
        });
      }),
  };
}

function answerTo(taken: MailFault | null): (Error & { responseCode: number }) | null {
  if (taken?.kind === 'refuse')
    return Object.assign(new Error('Message refused'), { responseCode: 550 });
  if (taken?.kind === 'later')
    return Object.assign(new Error('Try again later'), { responseCode: 451 });
  return null;
}

function close(server: SMTPServer): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
