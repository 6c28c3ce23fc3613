import { announceNow } from './alerts/announce.ts';
import { inbound } from './conversation.ts';
import { deliver } from './deliver.ts';
import { doDue } from './dues.ts';
import { execute } from './execute.ts';
import type { House } from './house.ts';
import { resume } from './linking/resume.ts';
import { redraw } from './redraw.ts';
import { work } from './runs/work.ts';

/** Everything the engine does that takes time, by kind of job. */
export function takeUpWork(house: House): void {
  const { queue } = house;
  queue.work('inbound', (payload, job) => inbound(house, payload, job));
  queue.work('execute', (payload, job) => execute(house, payload, job));
  queue.work('resume', (payload, job) => resume(house, payload, job));
  queue.work('redraw', (payload) => redraw(house, payload));
  queue.work('run', (payload, job) => work(house, payload, job));
  queue.work('announce', (payload) => announceNow(house, payload));
  queue.work('due', (payload) => doDue(house, payload));
  queue.work('deliver', (payload) => deliver(house, payload));
}
