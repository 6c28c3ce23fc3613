import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Message } from '../../core/message.ts';
import { text } from '../../core/text.ts';
import { lookFor, lookLater } from './test-product.ts';

const Options = z.object({
  appId: z.string(),
  connectedAt: z.string(),
  sync: z.literal('on'),
});

/** How far the test product is, now and at any time; what is missing is told of once it is there. */
export const connectProduct = defineCommand<Record<string, never>>({
  name: 'connect-product',
  role: 'operator',
  uses: [],
  about: ['nhanh'],
  fields: [],
  input: z.object({}).transform(() => ({})),
  async run(_given, context): Promise<Message> {
    const { settings, shop, person, locale, now, linking } = context;
    const all = await settings.list('connections');
    const own = all.find((one) => one.shop === shop.id && one.system === 'nhanh');
    const options = Options.safeParse(own?.options);
    if (own === undefined || !options.success)
      throw new UserError('connect.product.off', undefined, {
        lines: [text('connect.product.off-remedy')],
      });
    if (linking.identity === null) throw new UserError('connect.nobody');
    const { appId: app, connectedAt } = options.data;
    const since = Temporal.Instant.from(connectedAt).epochMilliseconds;
    const about = { connection: own.id, app, since, asked: now.epochMilliseconds };
    const wanted = { ...about, person: person.id, to: linking.identity, locale, told: [] };
    const { state, message } = await lookFor(wanted, context);
    if (state === 'done') return message;
    await lookLater({ ...wanted, told: [state] }, context);
    return { ...message, lines: [...(message.lines ?? []), text('connect.product.waits')] };
  },
});
