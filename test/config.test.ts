import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, readConfig } from '../src/config.ts';

const KEY = { SECRET_KEY: Buffer.alloc(32, 1).toString('base64') };
const LINE = { LINE_CHANNEL_SECRET: 's', LINE_CHANNEL_ACCESS_TOKEN: 't' };
const OAUTH = { SLACK_CLIENT_ID: 'i', SLACK_CLIENT_SECRET: 's', SLACK_STATE_SECRET: 'x' };

function problemsOf(env: Record<string, string>): string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError)
      return error.problems.map((problem) => problem.split(':')[0] ?? '');
    throw error;
  }
}

describe('the environment', () => {
  const whole: [string, Record<string, string>, 'live' | 'sandbox'][] = [
    ['nothing at all is the sandbox', {}, 'sandbox'],
    ['empty variables count as not set', { LINE_CHANNEL_SECRET: '', PORT: '' }, 'sandbox'],
    ['both LINE values', { ...KEY, ...LINE }, 'live'],
    [
      'a bot token and a signing secret',
      { ...KEY, SLACK_BOT_TOKEN: 'b', SLACK_SIGNING_SECRET: 's' },
      'live',
    ],
    [
      'a bot token and an app token',
      { ...KEY, SLACK_BOT_TOKEN: 'b', SLACK_APP_TOKEN: 'a' },
      'live',
    ],
    [
      'the OAuth set and the signing secret',
      { ...KEY, ...OAUTH, SLACK_SIGNING_SECRET: 's' },
      'live',
    ],
    [
      'LINE and Slack together',
      { ...KEY, ...LINE, SLACK_BOT_TOKEN: 'b', SLACK_SIGNING_SECRET: 's' },
      'live',
    ],
  ];
  for (const [what, env, mode] of whole) {
    it(`is ${mode} with ${what}`, () => {
      assert.equal(readConfig(env).mode, mode);
    });
  }

  const half: [string, Record<string, string>, string[]][] = [
    ['one LINE value', { ...KEY, LINE_CHANNEL_SECRET: 's' }, ['LINE_CHANNEL_ACCESS_TOKEN']],
    ['no key', LINE, ['SECRET_KEY']],
    ['a key of the wrong length', { ...LINE, SECRET_KEY: 'c2hvcnQ=' }, ['SECRET_KEY']],
    ['a bot token alone', { ...KEY, SLACK_BOT_TOKEN: 'b' }, ['SLACK_SIGNING_SECRET']],
    ['a signing secret alone', { ...KEY, SLACK_SIGNING_SECRET: 's' }, ['SLACK_BOT_TOKEN']],
    ['an app token alone', { ...KEY, SLACK_APP_TOKEN: 'a' }, ['SLACK_BOT_TOKEN']],
    [
      'two of the OAuth set',
      { ...KEY, SLACK_CLIENT_ID: 'i', SLACK_STATE_SECRET: 'x' },
      ['SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET'],
    ],
    ['an address that is none', { LINE_API_URL: 'nonsense' }, ['LINE_API_URL']],
    [
      'a far host that looks like this machine',
      { LINE_API_URL: 'http://127.evil.example' },
      ['LINE_API_URL'],
    ],
    ['another database', { DATABASE_URL: 'mysql://u:p@db/tenban' }, ['DATABASE_URL']],
    [
      'half of e-mail',
      { ...LINE, ...KEY, SMTP_URL: 'smtps://user:word@mail.example' },
      ['MAIL_FROM'],
    ],
    [
      'e-mail that is not',
      { ...LINE, ...KEY, SMTP_URL: 'https://x.example', MAIL_FROM: 'x' },
      ['SMTP_URL', 'MAIL_FROM'],
    ],
    ['half an address of a database', { DATABASE_URL: 'postgres://:5432:' }, ['DATABASE_URL']],
    ['plain http to a far host', { OPN_API_URL: 'http://example.com' }, ['OPN_API_URL']],
    [
      'several things at once',
      { PORT: '99999', DEFAULT_LOCALE: 'fr', DEFAULT_TIME_ZONE: 'Mars/Base' },
      ['PORT', 'DEFAULT_LOCALE', 'DEFAULT_TIME_ZONE'],
    ],
  ];
  for (const [what, env, names] of half) {
    it(`is refused with ${what}, naming ${names.join(', ')}`, () => {
      assert.deepEqual(problemsOf(env), names);
    });
  }

  it('takes either name of PostgreSQL, and keeps everything in a folder without one', () => {
    const urls = ['postgres://u:p@db/tenban', 'postgresql://db/tenban?sslmode=require'];

    const given = urls.map((url) => readConfig({ DATABASE_URL: url }).databaseUrl);

    assert.deepEqual(given, urls);
    assert.equal(readConfig({}).databaseUrl, null);
  });

  it('lets plain http reach this machine', () => {
    const { urls } = readConfig({
      OPN_API_URL: 'http://127.0.0.1:4000',
      LINE_API_URL: 'http://localhost:4001',
    });

    assert.deepEqual([urls.opn, urls.line], ['http://127.0.0.1:4000', 'http://localhost:4001']);
  });
});
