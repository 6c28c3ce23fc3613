import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { classify, isSslCheck } from '../../../src/platforms/slack/requests.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const bytes = (text: string): Buffer => Buffer.from(text);
const empty = { status: 200, body: '' };

describe('classify', () => {
  it('stores a command and answers nothing', () => {
    const request = classify(bytes('command=%2Ftenban&text=a%26b'), FORM);

    const payload = { command: '/tenban', text: 'a&b' };
    assert.deepEqual(request, { kind: 'store', payload, answer: empty });
  });

  it('stores what a form wraps in its payload', () => {
    const wrapped = new URLSearchParams({ payload: '{"type":"block_actions"}' }).toString();

    const request = classify(bytes(wrapped), `${FORM}; charset=utf-8`);

    assert.deepEqual(request, {
      kind: 'store',
      payload: { type: 'block_actions' },
      answer: empty,
    });
  });

  it('stores an event', () => {
    const request = classify(bytes('{"type":"event_callback"}'), JSON_TYPE);

    assert.equal(request.kind, 'store');
  });

  it('answers the challenge of a new address', () => {
    const body = bytes('{"type":"url_verification","challenge":"3eZbrw1a"}');

    const request = classify(body, JSON_TYPE);

    const answer = { status: 200, type: JSON_TYPE, body: '{"challenge":"3eZbrw1a"}' };
    assert.deepEqual(request, { kind: 'answer', answer });
  });

  it('answers a certificate check without looking at anything else', () => {
    const request = classify(bytes('ssl_check=1&command=%2Ftenban'), FORM);

    assert.deepEqual(request, { kind: 'answer', answer: empty });
  });

  it('suggests no options', () => {
    const request = classify(bytes('{"type":"block_suggestion"}'), JSON_TYPE);

    assert.ok(request.kind === 'answer');
    assert.equal(request.answer.body, '{"options":[]}');
  });

  for (const [what, body, type] of [
    ['broken JSON', '{"type":', JSON_TYPE],
    ['JSON that is no object', '[1]', JSON_TYPE],
    ['a form without fields', 'hello', FORM],
    ['a form whose payload is broken', 'payload=%7B', FORM],
    ['no content type and no JSON', 'command=x', null],
    ['a challenge without one', '{"type":"url_verification"}', JSON_TYPE],
  ] as const) {
    it(`refuses ${what}`, () => {
      const request = classify(bytes(body), type);

      assert.ok(request.kind === 'answer');
      assert.equal(request.answer.status, 400);
    });
  }
});

describe('isSslCheck', () => {
  it('is true for the form Slack sends', () => {
    assert.equal(isSslCheck(bytes('ssl_check=1&token=x'), FORM), true);
  });

  it('is not fooled by a body that is a check as JSON and a command as a form', () => {
    const body = bytes('{"ssl_check":"1","x":"&command=/tenban&text=refund&y="}');

    const request = classify(body, FORM);

    assert.equal(request.kind, 'store');
    assert.equal(isSslCheck(body, FORM), false);
  });
});
