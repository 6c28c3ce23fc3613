import { Hono } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { Clock } from '../../core/clock.ts';
import type { LineSimulator } from '../line/simulator.ts';
import type { OpnSimulator } from '../opn/simulator.ts';
import type { Seat, SeedShop } from '../seeds/types.ts';
import type { SlackSimulator } from '../slack/simulator.ts';
import { addActs } from './acts.ts';
import { createChanges } from './changes.ts';
import { documentOf } from './document.ts';
import { createEvents } from './events.ts';
import { addFaults } from './faults.ts';
import { guard } from './guard.ts';
import type { Pair } from '../pairs/types.ts';
import { addPairs } from './pairs.ts';
import { addSlackActs } from './slack/acts.ts';
import { createSlackSight } from './slack/sight.ts';
import { createTalk } from './slack/talk.ts';
import { createSight } from './state.ts';
import { staticFiles } from './static-files.ts';
import { words } from './words.ts';

export type Stage = {
  line: LineSimulator;
  slack: SlackSimulator;
  opn: OpnSimulator;
  pairs: readonly Pair[];
  clock: Clock;
  shops: readonly SeedShop[];
  seats: readonly Seat[];
  /** The sandbox's public address; its host may open the page. */
  baseUrl: string;
};

export type Pages = {
  /** Adds the page's addresses: `GET /` and `/sandbox/*`. */
  mount(web: Hono): void;
  /** Ends the event streams, which would keep a server from stopping. */
  close(): void;
};

/** What the document may load and do: its own files, pictures of cards, and nobody may frame it. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page with a LINE phone and a Slack channel side by side, Opn's charges, and switches that break things. */
export function createPages(stage: Stage): Pages {
  const { line, slack, opn, pairs, clock, seats } = stage;
  const paired = pairs.flatMap(({ systems }) => systems.map(({ simulator }) => simulator));
  const changes = createChanges(clock, [line, slack, opn, ...paired]);
  const events = createEvents(changes);
  const workspace = { slack, seats, talk: createTalk(clock), left: new Set<string>() };
  const sight = createSight(stage, createSlackSight(workspace));
  const files = staticFiles();
  return {
    mount(web) {
      const app = new Hono();
      const only = guard(stage.baseUrl);
      app.onError((error) => {
        if (error instanceof HTTPException) return error.getResponse();
        throw error;
      });
      app.use('/', only);
      app.use('/sandbox/*', only);
      app.get('/', (c) => {
        c.header('content-security-policy', POLICY);
        c.header('x-content-type-options', 'nosniff');
        c.header('referrer-policy', 'no-referrer');
        c.header('cache-control', 'no-cache');
        return c.html(documentOf(words.en));
      });
      app.get('/sandbox/public/:name', (c) => files(c.req.param('name')) ?? c.notFound());
      app.get('/sandbox/words', (c) => c.json(words));
      app.get('/sandbox/state', (c) => c.json(sight(c.req.query('seat'))));
      app.get('/sandbox/events', (c) => events.stream(c));
      addActs(app, stage);
      addSlackActs(app, { ...workspace, changes });
      addFaults(app, { ...stage, changes });
      addPairs(app, pairs, changes);
      web.route('/', app);
    },
    close: () => {
      events.close();
      changes.close();
    },
  };
}
