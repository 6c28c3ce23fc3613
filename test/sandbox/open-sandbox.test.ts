import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { z } from 'zod';
import { openTenban, type Tenban } from '../../src/app.ts';
import { lockFolder } from '../../src/ledger/lock.ts';
import { readConfig } from '../../src/config.ts';
import { openSandbox } from '../../src/sandbox/open-sandbox.ts';
import { recordingLog } from '../support/log.ts';
import { tempFolder } from '../support/temp-folder.ts';

type Opening = Parameters<typeof openSandbox>[1]['open'];

async function openIn(folder: string, open: Opening = openTenban): Promise<Tenban> {
  const config = readConfig({ DATA_DIR: folder, PORT: '0' });
  return openSandbox(config, { log: recordingLog('fatal').log, open, lock: lockFolder });
}

const State = z.object({
  chat: z.array(
    z.object({ mine: z.boolean(), message: z.looseObject({ altText: z.string().optional() }) }),
  ),
});

/** Looks at a chat each time the page would, until the bot has answered in it. */
async function answerIn(port: number, seat: string): Promise<string> {
  const events = await fetch(`http://127.0.0.1:${port}/sandbox/events`);
  for await (const _ of events.body ?? []) {
    const read = await fetch(`http://127.0.0.1:${port}/sandbox/state?seat=${seat}`);
    const answer = State.parse(await read.json()).chat.find(({ mine }) => !mine);
    if (answer !== undefined) return answer.message.altText ?? '';
  }
  throw new Error('the stream ended without an answer');
}

const InSlack = z.object({
  slack: z.object({
    places: z.object({
      channel: z.object({
        messages: z.array(z.object({ name: z.string().nullable(), text: z.string() })),
      }),
    }),
  }),
});

/** The same in the Slack channel. */
async function slackAnswer(port: number, seat: string): Promise<string> {
  const events = await fetch(`http://127.0.0.1:${port}/sandbox/events`);
  for await (const _ of events.body ?? []) {
    const read = await fetch(`http://127.0.0.1:${port}/sandbox/state?seat=${seat}`);
    const { messages } = InSlack.parse(await read.json()).slack.places.channel;
    const answer = messages.find(({ name }) => name === null);
    if (answer !== undefined) return answer.text;
  }
  throw new Error('the stream ended without an answer');
}

function closing(t: TestContext, tenban: Tenban): Tenban {
  t.after(() => tenban.stop());
  return tenban;
}

describe('the sandbox', () => {
  it('starts with an empty folder, whatever an earlier one left', async (t) => {
    const folder = tempFolder(t);
    const stray = join(folder, 'sandbox', 'stray');
    mkdirSync(join(folder, 'sandbox'));
    writeFileSync(stray, '');

    closing(t, await openIn(folder));

    assert.equal(existsSync(stray), false);
  });

  it('keeps no secret in plain once Tenban has opened its settings', async (t) => {
    const folder = tempFolder(t);

    closing(t, await openIn(folder));

    const settings = readFileSync(join(folder, 'sandbox', 'settings.json'), 'utf8');
    assert.match(settings, /"secretKey"/);
    assert.doesNotMatch(settings, /skey_test_/);
  });

  it('answers what is said on the page in the language of who said it', async (t) => {
    const { port } = closing(t, await openIn(tempFolder(t)));

    await fetch(`http://127.0.0.1:${port}/sandbox/line/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ seat: 'nok', text: 'วิธีใช้' }),
    });

    assert.match(await answerIn(port, 'nok'), /Tenban|คืนเงิน/);
  });

  it('answers a command in Slack in the language of who sent it', async (t) => {
    const { port } = closing(t, await openIn(tempFolder(t)));

    await fetch(`http://127.0.0.1:${port}/sandbox/slack/say`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ seat: 'aoi', text: '/tenban ヘルプ' }),
    });

    assert.match(await slackAnswer(port, 'aoi'), /こまち茶舗/);
  });

  it('leaves nothing listening when Tenban cannot be opened', async (t) => {
    const addresses: string[] = [];
    const refuse: Opening = async ({ urls }) => {
      addresses.push(urls.line, urls.slack, urls.opn);
      throw new Error('no port');
    };

    await assert.rejects(openIn(tempFolder(t), refuse), /no port/);

    for (const address of addresses) await assert.rejects(fetch(address));
    assert.equal(addresses.length, 3);
  });

  it('stops with everything it started, though a page is still looking', async (t) => {
    const tenban = await openIn(tempFolder(t));
    const events = await fetch(`http://127.0.0.1:${tenban.port}/sandbox/events`);

    await tenban.stop();

    const rest = await events.text();
    assert.match(rest, /changed/);
    await assert.rejects(fetch(`http://127.0.0.1:${tenban.port}/healthz`));
  });
});
