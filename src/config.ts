import { z } from 'zod';
import { Locale, TimeZone } from './core/settings.ts';

/** The environment, read once. Every variable is in `.env.example`. */

const Origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine(isSafe, 'plain http is for loopback only');
const filled = z.string().min(1);

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  BASE_URL: Origin.optional(),
  DATA_DIR: filled.default('./data'),
  DATABASE_URL: z
    .string()
    .refine(isPostgres, 'must be an address that begins with postgres:// or postgresql://')
    .optional(),
  SECRET_KEY: z.string().optional(),
  SECRET_KEY_PREVIOUS: z.string().optional(),
  DEFAULT_LOCALE: Locale.default('en'),
  DEFAULT_TIME_ZONE: TimeZone.default('UTC'),
  LINE_CHANNEL_SECRET: filled.optional(),
  LINE_CHANNEL_ACCESS_TOKEN: filled.optional(),
  LINE_API_URL: Origin.default('https://api.line.me'),
  SLACK_BOT_TOKEN: filled.optional(),
  SLACK_SIGNING_SECRET: filled.optional(),
  SLACK_APP_TOKEN: filled.optional(),
  SLACK_CLIENT_ID: filled.optional(),
  SLACK_CLIENT_SECRET: filled.optional(),
  SLACK_STATE_SECRET: filled.optional(),
  SLACK_API_URL: Origin.default('https://slack.com'),
  OPN_API_URL: Origin.default('https://api.omise.co'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
  METRICS_TOKEN: filled.optional(),
});
type Environment = z.infer<typeof Environment>;

export type Config = {
  mode: 'live' | 'sandbox';
  production: boolean;
  port: number;
  baseUrl: string;
  dataDir: string;
  /** PostgreSQL, for several processes; null: everything is in `dataDir`. */
  databaseUrl: string | null;
  /** The first encrypts and signs, all decrypt and verify. The sandbox makes its own. */
  keys: Uint8Array[];
  defaults: { locale: Locale; timeZone: string };
  line: { channelSecret: string; accessToken: string } | null;
  /** One workspace. Events come over HTTP with a signing secret, through a socket with an app token. */
  slack: { botToken: string; signingSecret: string | null; appToken: string | null } | null;
  urls: { line: string; slack: string; opn: string };
  logLevel: NonNullable<Environment['LOG_LEVEL']>;
  metricsToken: string | null;
};

/** What is wrong with the environment: every problem, by variable name, never a value. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: string[];

  constructor(problems: string[]) {
    super(
      `The environment is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

type Env = Readonly<Record<string, string | undefined>>;

/** Reads the environment. An empty variable counts as not set. Throws ConfigError. */
export function readConfig(env: Env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  problems.push(...halfLine(given), ...halfSlack(given), ...missingInProduction(given));
  const keys = readKeys(given, problems);
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return toConfig(parsed.data, { keys, live: isLive(given) });
}

type Known = { keys: Uint8Array[]; live: boolean };

function toConfig(env: Environment, { keys, live }: Known): Config {
  const { LINE_CHANNEL_SECRET: channelSecret, LINE_CHANNEL_ACCESS_TOKEN: accessToken } = env;
  const line = channelSecret && accessToken ? { channelSecret, accessToken } : null;
  return {
    mode: live ? 'live' : 'sandbox',
    production: env.NODE_ENV === 'production',
    port: env.PORT,
    baseUrl: env.BASE_URL ?? `http://localhost:${env.PORT}`,
    dataDir: env.DATA_DIR,
    databaseUrl: env.DATABASE_URL ?? null,
    keys,
    defaults: { locale: env.DEFAULT_LOCALE, timeZone: env.DEFAULT_TIME_ZONE },
    line,
    slack: slackOf(env),
    urls: { line: env.LINE_API_URL, slack: env.SLACK_API_URL, opn: env.OPN_API_URL },
    // The sandbox is for people at a terminal.
    logLevel: env.LOG_LEVEL ?? (live ? 'info' : 'warn'),
    metricsToken: env.METRICS_TOKEN ?? null,
  };
}

function slackOf(env: Environment): Config['slack'] {
  if (env.SLACK_BOT_TOKEN === undefined) return null;
  return {
    botToken: env.SLACK_BOT_TOKEN,
    signingSecret: env.SLACK_SIGNING_SECRET ?? null,
    appToken: env.SLACK_APP_TOKEN ?? null,
  };
}

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
function isLive(env: Env): boolean {
  return LIVE.some((name) => env[name] !== undefined);
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

function readKeys(env: Env, problems: string[]): Uint8Array[] {
  const how = '32 bytes in base64; make one with: openssl rand -base64 32';
  if (isLive(env) && env['SECRET_KEY'] === undefined) problems.push(`SECRET_KEY: missing; ${how}`);
  const names = ['SECRET_KEY', 'SECRET_KEY_PREVIOUS'].filter((name) => env[name] !== undefined);
  return names.map((name) => {
    const key = Buffer.from(env[name] ?? '', 'base64');
    if (key.length !== 32) problems.push(`${name}: must be ${how}`);
    return key;
  });
}

function isPostgres(address: string): boolean {
  return /^postgres(ql)?:\/\//.test(address) && URL.canParse(address);
}

function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const loopback =
    ['localhost', '[::1]'].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
  return protocol === 'https:' || loopback;
}
