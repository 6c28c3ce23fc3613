import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import manifest from '../../../docs/slack-manifest.json' with { type: 'json' };

const SCHEMA = new URL(
  '../../../../shared/specs/slack/manifest.schema.2.0.0.json',
  import.meta.url,
);
const skip = existsSync(SCHEMA) ? false : 'Slack’s manifest schema is not beside the repository';

describe('the app manifest', () => {
  it('has the shape of Slack’s own schema', { skip }, () => {
    const schema = JSON.parse(readFileSync(SCHEMA, 'utf8'));
    const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
      schema,
    );

    validate(manifest);

    assert.deepEqual(validate.errors ?? [], []);
  });

  it('sends everything to one address', () => {
    const { features, settings } = manifest;

    const urls = [
      ...features.slash_commands.map(({ url }) => url),
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
    ];

    assert.equal(new Set(urls).size, 1);
    assert.equal(new URL(urls[0] ?? '').pathname, '/slack/events');
  });

  it('asks for no more rights than its events and calls need', () => {
    const { scopes } = manifest.oauth_config;

    const needed = {
      'app_mentions:read': 'app_mention',
      'chat:write': 'chat.postMessage',
      commands: '/tenban',
      'im:history': 'message.im',
      'im:write': 'writing to a person first',
      'users:read': 'users.info',
    };
    assert.deepEqual(scopes.bot, Object.keys(needed));
  });
});
