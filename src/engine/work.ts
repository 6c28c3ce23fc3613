import { inbound } from './conversation.ts';
import { deliver } from './deliver.ts';
import { execute } from './execute.ts';
import type { House } from './house.ts';
import { redraw } from './redraw.ts';

/** Everything the engine does that takes time, by kind of job. */
export function takeUpWork(house: House): void {
  const { queue } = house;
  queue.work('inbound', (payload, job) => inbound(house, payload, job));
  queue.work('execute', (payload, job) => execute(house, payload, job));
  queue.work('redraw', (payload) => redraw(house, payload));
  queue.work('deliver', (payload) => deliver(house, payload));
}
