/** Variables that mean something only together. */

export type Env = Readonly<Record<string, string | undefined>>;

const LIVE = [
  'LINE_CHANNEL_SECRET',
  'LINE_CHANNEL_ACCESS_TOKEN',
  'SLACK_BOT_TOKEN',
  'SLACK_SIGNING_SECRET',
  'SLACK_APP_TOKEN',
  'SLACK_CLIENT_ID',
];
const OAUTH = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET'];

/** Whether anybody means to run for real. */
export function isLive(env: Env): boolean {
  return LIVE.some((name) => env[name] !== undefined);
}

/** What is missing for a whole set, by variable name; nothing when each is whole or left out. */
export function halfSets(env: Env): string[] {
  return [...halfLine(env), ...halfMail(env), ...halfSlack(env), ...missingInProduction(env)];
}

/** Whole sets: bot token and signing secret, bot token and app token, or the three of OAuth and the signing secret. */
function halfSlack(env: Env): string[] {
  const missing = (names: string[]): string[] => names.filter((name) => env[name] === undefined);
  const problems: string[] = [];
  const oauth = missing(OAUTH).length < OAUTH.length;
  if (oauth) {
    const needed = missing([...OAUTH, 'SLACK_SIGNING_SECRET']);
    problems.push(...needed.map((name) => `${name}: missing; installing by OAuth needs it`));
  }
  const { SLACK_BOT_TOKEN: bot, SLACK_APP_TOKEN: app, SLACK_SIGNING_SECRET: signing } = env;
  if (bot !== undefined && app === undefined && signing === undefined) {
    problems.push(
      'SLACK_SIGNING_SECRET: missing; without it (or SLACK_APP_TOKEN for Socket Mode) nothing reaches the bot',
    );
  }
  if (bot === undefined && (app !== undefined || (signing !== undefined && !oauth))) {
    problems.push('SLACK_BOT_TOKEN: missing; Slack needs it to answer');
  }
  return problems;
}

function halfMail(env: Env): string[] {
  const names = ['SMTP_URL', 'MAIL_FROM'];
  const missing = names.filter((name) => env[name] === undefined);
  if (missing.length !== 1) return [];
  return [`${missing[0]}: missing; e-mail needs both ${names.join(' and ')}`];
}

function halfLine(env: Env): string[] {
  const names = ['LINE_CHANNEL_SECRET', 'LINE_CHANNEL_ACCESS_TOKEN'];
  const missing = names.filter((name) => env[name] === undefined);
  if (missing.length !== 1) return [];
  return [`${missing[0]}: missing; LINE needs both ${names.join(' and ')}`];
}

function missingInProduction(env: Env): string[] {
  if (isLive(env) || env['NODE_ENV'] !== 'production') return [];
  return ['LINE_… or SLACK_…: no platform is configured, and production never runs the sandbox'];
}
