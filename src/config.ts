import { z } from 'zod';
import { type Env, halfSets, isLive } from './config-sets.ts';
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
  SLACK_LOGIN_URL: Origin.default('https://slack.com'),
  SMTP_URL: z
    .string()
    .refine(isMail, 'must be an address that begins with smtp:// or smtps://')
    .optional(),
  MAIL_FROM: filled.includes('@').optional(),
  OPN_API_URL: Origin.default('https://api.omise.co'),
  PAGE365_API_URL: Origin.default('https://api.page365.net/v1.0/graphql'),
  PEAK_API_URL: Origin.default('https://api.peakaccount.com/api/v1'),
  CROSSMALL_API_URL: Origin.default('https://crossmall.jp'),
  AUPAY_API_URL: Origin.default('https://api.manager.wowma.jp'),
  NHANH_API_URL: Origin.default('https://pos.open.nhanh.vn'),
  NHANH_LOGIN_URL: Origin.default('https://nhanh.vn'),
  CNV_API_URL: Origin.default('https://apis.cnvloyalty.com'),
  CNV_LOGIN_URL: Origin.default('https://id.cnv.vn'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
  METRICS_TOKEN: filled.optional(),
});
type Environment = z.infer<typeof Environment>;

export const REMOTE_SYSTEMS = [
  'line',
  'slack',
  'slackLogin',
  'opn',
  'page365',
  'peak',
  'crossmall',
  'aupay',
  'nhanh',
  'nhanhLogin',
  'cnv',
  'cnvLogin',
] as const;
export type RemoteSystem = (typeof REMOTE_SYSTEMS)[number];

/** Events come over HTTP with a signing secret, through a socket with an app token. */
export type SlackConfig = {
  /** Of one workspace. */
  botToken: string | null;
  signingSecret: string | null;
  appToken: string | null;
  /** For any number of workspaces, each installing the app by itself. */
  oauth: { clientId: string; clientSecret: string; stateSecret: string } | null;
};

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
  slack: SlackConfig | null;
  /** How e-mail goes out, the last resort for alerts. */
  mail: { url: string; from: string } | null;
  /** Where each remote system is. */
  urls: Record<RemoteSystem, string>;
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

/** Reads the environment. An empty variable counts as not set. Throws ConfigError. */
export function readConfig(env: Env): Config {
  const given = Object.fromEntries(
    Object.entries(env).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = Environment.safeParse(given);
  const problems = parsed.success
    ? []
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
  problems.push(...halfSets(given));
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
    mail: mailOf(env),
    urls: {
      line: env.LINE_API_URL,
      slack: env.SLACK_API_URL,
      slackLogin: env.SLACK_LOGIN_URL,
      opn: env.OPN_API_URL,
      page365: env.PAGE365_API_URL,
      peak: env.PEAK_API_URL,
      crossmall: env.CROSSMALL_API_URL,
      aupay: env.AUPAY_API_URL,
      nhanh: env.NHANH_API_URL,
      nhanhLogin: env.NHANH_LOGIN_URL,
      cnv: env.CNV_API_URL,
      cnvLogin: env.CNV_LOGIN_URL,
    },
    // The sandbox is for people at a terminal.
    logLevel: env.LOG_LEVEL ?? (live ? 'info' : 'warn'),
    metricsToken: env.METRICS_TOKEN ?? null,
  };
}

function slackOf(env: Environment): Config['slack'] {
  const { SLACK_CLIENT_ID: clientId, SLACK_CLIENT_SECRET: clientSecret } = env;
  const { SLACK_STATE_SECRET: stateSecret } = env;
  const whole = clientId && clientSecret && stateSecret;
  if (env.SLACK_BOT_TOKEN === undefined && !whole) return null;
  return {
    botToken: env.SLACK_BOT_TOKEN ?? null,
    signingSecret: env.SLACK_SIGNING_SECRET ?? null,
    appToken: env.SLACK_APP_TOKEN ?? null,
    oauth: whole ? { clientId, clientSecret, stateSecret } : null,
  };
}

function mailOf({ SMTP_URL: url, MAIL_FROM: from }: Environment): Config['mail'] {
  return url === undefined || from === undefined ? null : { url, from };
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

function isMail(address: string): boolean {
  return /^smtps?:\/\//.test(address) && URL.canParse(address);
}

function isSafe(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  const loopback =
    ['localhost', '[::1]'].includes(hostname) || /^127(\.\d{1,3}){3}$/.test(hostname);
  return protocol === 'https:' || loopback;
}
