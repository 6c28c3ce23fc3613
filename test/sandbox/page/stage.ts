import { Hono } from 'hono';
import { createLineSimulator, type LineSimulator } from '../../../src/sandbox/line/simulator.ts';
import { createOpnSimulator, type OpnSimulator } from '../../../src/sandbox/opn/simulator.ts';
import { createSlackSimulator, type SlackSimulator } from '../../../src/sandbox/slack/simulator.ts';
import { createPages, type Pages } from '../../../src/sandbox/page/pages.ts';
import type { Clock } from '../../../src/core/clock.ts';
import {
  accountsOf,
  plantCharges,
  plantPeople,
  plantWorkspace,
  SHOPS,
} from '../../../src/sandbox/seeds.ts';
import { BOT, SEATS } from '../../../src/sandbox/seeds/people.ts';
import { APP_USER, TEAM } from '../../../src/sandbox/seeds/workspace.ts';

export const CHANNEL = { channelSecret: 'channel-secret', accessToken: 'access-token' };

export const APP = { botToken: 'xoxb-test', signingSecret: 'signing-secret' };

export type Scene = {
  line: LineSimulator;
  slack: SlackSimulator;
  opn: OpnSimulator;
  pages: Pages;
  web: Hono;
};

/** The page on its own web, with the seeds in all simulators and no Tenban behind. */
export function openScene(clock: Clock, baseUrl = 'http://localhost:3000'): Scene {
  const keys = Object.fromEntries(SHOPS.map(({ shop }) => [shop.id, `skey_test_${shop.id}`]));
  const line = createLineSimulator({ clock, ...CHANNEL, destination: BOT });
  const opn = createOpnSimulator({ clock, keys: accountsOf(keys) });
  const slack = createSlackSimulator({ clock, ...APP, team: TEAM, bot: APP_USER, burst: 9 });
  plantPeople(line);
  plantWorkspace(slack);
  plantCharges(opn, clock.now().epochMilliseconds);
  const pages = createPages({
    line,
    slack,
    opn,
    clock,
    shops: SHOPS,
    seats: SEATS,
    pairs: [],
    baseUrl,
  });
  const web = new Hono();
  pages.mount(web);
  return { line, slack, opn, pages, web };
}

/** Posts JSON as the page does, from its own origin unless headers say otherwise. */
export function post(
  web: Hono,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return Promise.resolve(
    web.request(`http://localhost:3000/sandbox/${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        origin: 'http://localhost:3000',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
      body: JSON.stringify(body),
    }),
  );
}
