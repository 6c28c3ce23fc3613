import { randomBytes } from 'node:crypto';
import type { Config } from '../config.ts';
import type { Clock } from '../core/clock.ts';
import { createLineSimulator, type LineSimulator } from './line/simulator.ts';
import { createOpnSimulator, type OpnSimulator } from './opn/simulator.ts';
import {
  accountsOf,
  plantCharges,
  plantPeople,
  plantWorkspace,
  type ShopKeys,
  SHOPS,
} from './seeds.ts';
import { openBooksPair } from './pairs/books.ts';
import { openLoyaltyPair } from './pairs/loyalty.ts';
import { openMallPair } from './pairs/mall.ts';
import type { Pair } from './pairs/types.ts';
import { BOT } from './seeds/people.ts';
import { APP_USER, TEAM } from './seeds/workspace.ts';
import { createSlackSimulator, type SlackSimulator } from './slack/simulator.ts';

/** LINE's free plan, so that a used-up quota can be seen. */
const QUOTA = 300;
/** Slack takes one message a second in a channel, and short bursts of more. https://docs.slack.dev/apis/web-api/rate-limits */
const BURST = 5;

/** Every remote system of a sandbox, listening on loopback, and what Tenban needs to reach them. */
export type Remotes = {
  line: LineSimulator;
  slack: SlackSimulator;
  opn: OpnSimulator;
  pairs: readonly Pair[];
  /** One Opn key per shop, by shop id. */
  keys: ShopKeys;
  access: Pick<Config, 'line' | 'slack'> & { urls: Partial<Config['urls']> };
  /** Where Tenban listens: nothing is delivered to it before. */
  connect(port: number): void;
  close(): Promise<void>;
};

/** Starts the simulators with people and charges in them and secrets made for this time only. */
export async function openRemotes(clock: Clock, baseUrl: string): Promise<Remotes> {
  const keys = Object.fromEntries(SHOPS.map(({ shop }) => [shop.id, `skey_test_${secret(10)}`]));
  const channel = { channelSecret: secret(16), accessToken: secret(32) };
  const app = { botToken: `xoxb-${secret(24)}`, signingSecret: secret(16) };
  const line = createLineSimulator({ clock, ...channel, destination: BOT, quota: QUOTA });
  const slack = createSlackSimulator({ clock, ...app, team: TEAM, bot: APP_USER, burst: BURST });
  const opn = createOpnSimulator({ clock, keys: accountsOf(keys) });
  plantPeople(line);
  plantWorkspace(slack);
  plantCharges(opn, clock.now().epochMilliseconds);
  const servers = await Promise.all([line.listen(0), slack.listen(0), opn.listen(0)]);
  const [atLine, atSlack, atOpn] = servers;
  const pairs = await Promise.all([
    openMallPair(clock),
    openBooksPair(clock),
    openLoyaltyPair(clock, baseUrl),
  ]);
  return {
    line,
    slack,
    opn,
    pairs,
    keys,
    access: {
      line: channel,
      slack: { ...app, appToken: null, oauth: null },
      urls: Object.assign(
        { line: atLine.url, slack: atSlack.url, opn: atOpn.url },
        ...pairs.map(({ urls }) => urls),
      ),
    },
    connect(port) {
      line.webhook(`http://127.0.0.1:${port}/line/webhook`);
      slack.connect(`http://127.0.0.1:${port}/slack/events`);
    },
    async close() {
      await Promise.all([...servers, ...pairs].map((each) => each.close()));
    },
  };
}

function secret(bytes: number): string {
  return randomBytes(bytes).toString('hex');
}
