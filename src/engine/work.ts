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
export function takeUpWork(whole: House): void {
  const { queue, settings } = whole;
  const forJob = (): House => ({ ...whole, settings: settings.forJob() });
  queue.work('inbound', (payload, job) => inbound(forJob(), payload, job));
  queue.work('execute', (payload, job) => execute(forJob(), payload, job));
  queue.work('resume', (payload, job) => resume(forJob(), payload, job));
  queue.work('redraw', (payload) => redraw(forJob(), payload));
  queue.work('run', (payload, job) => work(forJob(), payload, job));
  queue.work('announce', (payload) => announceNow(forJob(), payload));
  queue.work('due', (payload) => doDue(forJob(), payload));
  queue.work('deliver', (payload) => deliver(forJob(), payload));
}
