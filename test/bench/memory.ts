import { setTimeout } from 'node:timers/promises';
import { openChats } from './chats.ts';
import { crewOf, settle } from './crew.ts';
import { type Row, report } from './figures.ts';
import type { Places, Store } from './place.ts';
import { type Env, type Running, startTenban } from './start.ts';

type Idle = { name: string; store: Store; env: Env };

/** What a Tenban that nobody talks to keeps in memory; all of them wait at the same time. */
export async function memory(places: Places, quick: boolean): Promise<void> {
  const seconds = quick ? 10 : 60;
  const crew = crewOf(10);
  const { lineEnv, slackEnv, close } = await openChats(crew);
  const both = { ...lineEnv, ...slackEnv };
  const rows: Row[] = [];
  const idles: Idle[] = [
    { name: 'LINE', store: 'SQLite', env: lineEnv },
    { name: 'LINE and Slack', store: 'SQLite', env: both },
    { name: 'LINE and Slack', store: 'PostgreSQL', env: both },
  ];
  const started: { idle: Idle; server: Running; remove(): void }[] = [];
  for (const idle of idles) {
    const place = await places.open(idle.store);
    const env = { ...place.env, ...idle.env };
    await settle(env, crew);
    started.push({ idle, server: await startTenban(env), remove: place.remove });
  }
  await setTimeout(seconds * 1_000);
  for (const { idle, server, remove } of started) {
    rows.push({
      platforms: idle.name,
      store: idle.store,
      'memory MB': Math.round(server.memory() / 1e6),
    });
    await server.kill();
    remove();
  }
  await close();
  report(`Idle memory: resident, ${seconds} seconds after the start, without load`, rows);
}
