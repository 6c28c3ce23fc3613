import { setTimeout } from 'node:timers/promises';
import type { LineSimulator } from '../../src/sandbox/line/simulator.ts';
import { sticker } from './line-events.ts';

const PER_SECOND = 100;
const STRANGERS = 200;
const GROUPS = 20;

type Crowd = { stop(): Promise<{ sent: number; failed: number }> };

/**
 * People nobody knows, 100 times a second: half of what they send are stickers, a quarter is said to each other in groups
 * and stays without an answer, a quarter is said to Tenban, which answers.
 */
export function crowd(line: LineSimulator, url: string): Crowd {
  const strangers = Array.from({ length: STRANGERS }, (_, index) => idOf('U', index));
  const groups = Array.from({ length: GROUPS }, (_, index) => idOf('C', index));
  for (const id of strangers) line.addUser({ id, name: id, language: 'en' });
  for (const id of groups) line.addGroup({ id, name: id, members: strangers });
  const sending = new Set<Promise<void>>();
  let sent = 0;
  let failed = 0;
  const end = new AbortController();

  async function send(): Promise<void> {
    if (!(await one(sent++))) failed += 1;
  }

  async function one(index: number): Promise<boolean> {
    const user = strangers[index % STRANGERS] ?? '';
    if (index % 2 === 0) return (await post(url)) === 200;
    const group = index % 4 === 1 ? { group: groups[index % GROUPS] ?? '' } : {};
    const { outcomes } = await line.say(user, 'สวัสดีค่ะ', group);
    return outcomes[0] === 200;
  }

  async function go(): Promise<void> {
    const started = performance.now();
    while (!end.signal.aborted) {
      const due = Math.floor(((performance.now() - started) / 1_000) * PER_SECOND);
      while (sent < due) {
        const sendingOne = send().finally(() => sending.delete(sendingOne));
        sending.add(sendingOne);
      }
      await setTimeout(1_000 / PER_SECOND);
    }
    await Promise.all(sending);
  }

  const gone = go();
  return {
    async stop() {
      end.abort();
      await gone;
      return { sent, failed };
    },
  };
}

async function post(url: string): Promise<number> {
  const { body, headers } = sticker();
  const answer = await fetch(`${url}/line/webhook`, { method: 'POST', body, headers });
  await answer.arrayBuffer();
  return answer.status;
}

function idOf(kind: 'U' | 'C', index: number): string {
  return `${kind}${`${index}`.padStart(32, 'a')}`;
}
