import type { Transporter } from 'nodemailer';
import type { Clock } from '../../core/clock.ts';
import type { Delivery, Inbound, Platform } from '../../core/platform.ts';
import { withDeadline } from '../../lib/deadline.ts';
import { toUpstreamError } from './errors.ts';
import { render } from './render.ts';

const CONNECT_TIME = 10_000;
const SILENCE = 20_000;
const CALL_TIME = 60_000;

/** `url`: `smtp://` or `smtps://` with user and password. `from`: an address, with or without a name. */
export type MailOptions = { url: string; from: string; clock: Clock };

/**
 * E-mail as a platform that only speaks: the last resort for what nobody could be told in a chat. The library is loaded
 * with the first mail. A repeat carries the same Message-ID, so that mail programs show it once. https://nodemailer.com/smtp
 */
export function createMail({ url, from, clock }: MailOptions): Platform {
  let opened: Promise<Transporter> | null = null;

  async function post({ address, message, retryKey }: Delivery): Promise<void> {
    opened ??= openTransport(url);
    const transport = await opened;
    await transport.sendMail({
      from,
      to: address.conversation,
      ...render(message),
      messageId: `<${retryKey}@${domainOf(from)}>`,
      headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.locale },
    });
  }

  return {
    id: 'mail',
    events: () => [],
    parse: nothingHeard,
    async send(delivery) {
      try {
        await withDeadline({ clock, system: 'mail', ms: CALL_TIME }, () => post(delivery));
        return { via: 'mail' };
      } catch (error) {
        throw toUpstreamError(error);
      }
    },
    async working() {},
    localeOf: async () => null,
    nameOf: async () => null,
    direct: ({ id }) => ({ platform: 'mail', conversation: id, kind: 'direct' }),
    placeOf: (conversation) => ({ channel: conversation }),
  };
}

async function openTransport(url: string): Promise<Transporter> {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    connectionTimeout: CONNECT_TIME,
    greetingTimeout: CONNECT_TIME,
    socketTimeout: SILENCE,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

function domainOf(from: string): string {
  return /@([^\s>]+)/.exec(from)?.[1] ?? 'tenban.invalid';
}

/** Nobody writes here: what is sent to the sender's address never arrives. */
function nothingHeard(_body: Uint8Array, receivedAt: number): Inbound {
  const address = { platform: 'mail', conversation: '', kind: 'direct' } as const;
  return { kind: 'ignored', what: 'mail', event: '', at: receivedAt, identity: null, address };
}
