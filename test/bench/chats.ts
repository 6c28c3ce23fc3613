import { systemClock } from '../../src/lib/clock.ts';
import { createLineSimulator, type LineSimulator } from '../../src/sandbox/line/simulator.ts';
import { createSlackSimulator, type SlackSimulator } from '../../src/sandbox/slack/simulator.ts';
import { TEAM, type Worker } from './crew.ts';
import { CHANNEL_SECRET } from './line-events.ts';
import type { Env } from './start.ts';

const ACCESS_TOKEN = 'bench-access-token';
const SIGNING_SECRET = 'bench-signing-secret';
const BOT_TOKEN = 'xoxb-bench';

export type Chats = {
  line: LineSimulator;
  slack: SlackSimulator;
  /** What tells Tenban of them. */
  lineEnv: Env;
  slackEnv: Env;
  close(): Promise<void>;
};

/** LINE and Slack, simulated, with this crew in both. */
export async function openChats(crew: readonly Worker[]): Promise<Chats> {
  const clock = systemClock;
  const line = createLineSimulator({
    clock,
    channelSecret: CHANNEL_SECRET,
    accessToken: ACCESS_TOKEN,
    destination: `U${'0'.repeat(32)}`,
  });
  const slack = createSlackSimulator({
    clock,
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    team: { id: TEAM, name: 'Bench' },
    burst: 100,
  });
  for (const { id, line: lineId, slack: slackId } of crew) {
    line.addUser({ id: lineId, name: id, language: 'en' });
    slack.addUser({ id: slackId, name: id, locale: 'en' });
  }
  const [lineServer, slackServer] = await Promise.all([line.listen(), slack.listen()]);
  return {
    line,
    slack,
    lineEnv: {
      LINE_CHANNEL_SECRET: CHANNEL_SECRET,
      LINE_CHANNEL_ACCESS_TOKEN: ACCESS_TOKEN,
      LINE_API_URL: lineServer.url,
    },
    slackEnv: {
      SLACK_BOT_TOKEN: BOT_TOKEN,
      SLACK_SIGNING_SECRET: SIGNING_SECRET,
      SLACK_API_URL: slackServer.url,
    },
    async close() {
      await Promise.all([lineServer.close(), slackServer.close()]);
    },
  };
}
