import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import type { Health, PlatformHealth } from '../../core/health.ts';
import type { Message } from '../../core/message.ts';
import { type Text, text, timeAt } from '../../core/text.ts';

const Given = z.object({});
type Given = z.infer<typeof Given>;

type Facts = NonNullable<Message['fields']>;

/** `status`: does each connection live, when did it last work, what waits and what is kept back. */
export const status = defineCommand<Given>({
  name: 'status',
  role: 'viewer',
  schedulable: true,
  uses: [],
  fields: [],
  input: Given,
  async run(_given, { health, shop }) {
    const found = await health();
    const failing = found.connections.filter(({ pulse }) => stateOf(pulse) === 'failing').length;
    return {
      tone: failing > 0 ? 'warn' : 'good',
      title: text(failing > 0 ? 'status.title.failing' : 'status.title.well', {
        shop: shop.name,
        count: failing,
      }),
      fields: [
        ...found.connections.flatMap(connectionFacts),
        ...queueFacts(found),
        ...found.platforms.flatMap(platformFacts),
      ],
      ...(found.paused.length > 0 && {
        lines: [text('status.paused', { count: found.paused.length })],
        actions: [
          { kind: 'open', label: text('labels.schedule.all'), command: 'scheduled', input: {} },
        ],
      }),
    };
  },
});

type Connection = Health['connections'][number];

/** What was heard last counts. Nothing heard is neither good nor bad. */
function stateOf(pulse: Connection['pulse']): 'alive' | 'failing' | 'unheard' {
  if (pulse === null) return 'unheard';
  return (pulse.failedAt ?? 0) > (pulse.okAt ?? 0) ? 'failing' : 'alive';
}

function connectionFacts({ system, pulse }: Connection): Facts {
  const state = stateOf(pulse);
  const label = text(`systems.${system}`);
  if (pulse === null || state === 'unheard') return [{ label, value: text('status.unheard') }];
  const last =
    pulse.okAt === null ? text('status.never') : text('status.last', { at: timeAt(pulse.okAt) });
  if (state === 'alive') return [{ label, value: text('status.alive', { last: { text: last } }) }];
  const code = pulse.code ?? '';
  return [{ label, value: text('status.failing', { code, last: { text: last } }) }];
}

function queueFacts({ jobs, held }: Health): Facts {
  const queue: Facts =
    jobs === null
      ? []
      : [{ label: text('status.queue'), value: text('status.queue.facts', besideThis(jobs)) }];
  return [
    ...queue,
    { label: text('status.held'), value: text('status.held.facts', { count: held }) },
  ];
}

/** Answering this is a job too, which nobody wants to hear of. */
function besideThis(jobs: NonNullable<Health['jobs']>): NonNullable<Health['jobs']> {
  return { ...jobs, running: Math.max(0, jobs.running - 1) };
}

function platformFacts({ id, connected, quota }: PlatformHealth): Facts {
  const label: Text = text(`systems.${id}`);
  const socket: Facts =
    connected === null
      ? []
      : [{ label, value: text(connected ? 'status.socket.up' : 'status.socket.down') }];
  if (quota === null) return socket;
  const { limit, used, saved } = quota;
  const value =
    limit === null
      ? text('status.quota.free', { used, saved })
      : text('status.quota.of', { used, limit, saved });
  return [...socket, { label, value }];
}
