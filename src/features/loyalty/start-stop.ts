import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { joinedFor } from './joined.ts';
import type { AtNhanh, Both } from './options.ts';
import { BOTH } from './options.ts';
import { startSync, stopSync } from './stop-sync.ts';
import { SYNC } from './sync-run.ts';

const Nothing = z.object({}).transform(() => null);

/** `nhanh stop`: nothing is synced any more, and what changes meanwhile will not be. */
export const nhanhStop = defineCommand<null, null, AtNhanh>({
  name: 'nhanh-stop',
  role: 'operator',
  exact: true,
  uses: ['nhanh'],
  fields: [],
  input: Nothing,
  async preview(_given, context) {
    const { options } = await joinedFor(context);
    if (options.sync === 'off')
      throw new UserError('loyalty.stop.already', { shop: context.shop.name });
    return {
      plan: null,
      seen: '',
      message: {
        tone: 'warn',
        title: text('loyalty.stop.title', { shop: context.shop.name }),
        lines: [text('loyalty.stop.means')],
      },
      confirm: { label: text('labels.loyalty.stop'), danger: true },
      leave: { label: text('labels.back'), said: text('loyalty.stop.left') },
    };
  },
  async run(_plan, context) {
    const { nhanh } = await joinedFor(context);
    await stopSync(context.settings, nhanh, context.now);
    return { tone: 'good', title: text('loyalty.stop.done', { shop: context.shop.name }) };
  },
});

/** `nhanh start`: synced again from now on, with what both still grant. */
export const nhanhStart = defineCommand<null, null, Both>({
  name: 'nhanh-start',
  role: 'operator',
  exact: true,
  uses: BOTH,
  fields: [],
  input: Nothing,
  async preview(_given, context) {
    const { options } = await joinedFor(context);
    if (options.sync === 'on')
      throw new UserError('loyalty.start.already', { shop: context.shop.name });
    await Promise.all([context.nhanh.ping(), context.cnv.ping()]);
    return {
      plan: null,
      seen: '',
      message: {
        tone: 'plain',
        title: text('loyalty.start.title', { shop: context.shop.name }),
        lines: [text('loyalty.start.means')],
      },
      confirm: { label: text('labels.loyalty.start') },
      leave: { label: text('labels.back'), said: text('loyalty.start.left') },
    };
  },
  async run(_plan, context) {
    const { nhanh } = await joinedFor(context);
    await startSync(context.settings, nhanh, context.now);
    await context.runs.cycleNow(SYNC, nhanh);
    return { tone: 'good', title: text('loyalty.start.done', { shop: context.shop.name }) };
  },
});
