import { z } from 'zod';
import { defineRun, type RunDefinition } from '../../core/run.ts';
import { text } from '../../core/text.ts';
import { Cursor } from './cursor.ts';
import { BOTH, type Both } from './options.ts';
import { pageOf } from './run-page.ts';

export const FILL = 'loyalty.fill';

const Params = z.object({ from: z.number(), to: z.number() });
type Params = z.infer<typeof Params>;

const definition: RunDefinition<Params, Cursor, Both> = {
  kind: FILL,
  uses: BOTH,
  params: Params,
  cursor: Cursor,
  first: ({ from, to }) =>
    Cursor.parse({ stage: 'products', from, to, since: from, until: to, startedAt: to }),
  page: ({ cursor }, context) =>
    pageOf(context, cursor, {
      begin: async () => cursor,
      categories: async () => undefined,
      finish: async () => undefined,
    }),
  async end({ run, counts, error }, { shop }) {
    const whole = run.state === 'running' && error === null;
    return {
      message: {
        tone: whole ? 'good' : 'warn',
        title: text(whole ? 'loyalty.fill.done' : 'loyalty.fill.cut', {
          shop: shop.name,
          count: counts.booked,
        }),
        lines: [text('loyalty.fill.counts', { held: counts.held, failed: counts.failed })],
      },
    };
  },
};

/** What changed while the shop was not connected, once somebody wants it. */
export const fillRun = defineRun(definition);
