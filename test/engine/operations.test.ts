import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { z } from 'zod';
import type { Operation } from '../../src/core/operation.ts';
import { raw } from '../../src/core/text.ts';
import { once } from '../../src/engine/operations.ts';
import { openRunHouse } from '../support/run-house.ts';

/** Makes something whose answer comes when it is let go. */
function slow(): { operation: Operation<string>; sent: () => number; answer: () => void } {
  const { promise, resolve } = Promise.withResolvers<string>();
  let sent = 0;
  const operation: Operation<string> = {
    key: 'peak.contact:1',
    kind: 'peak.contact',
    shop: 'baan-suan',
    connection: 'baan-suan-peak',
    subject: '1',
    what: raw('contact'),
    request: null,
    result: z.string(),
    send() {
      sent += 1;
      return promise;
    },
    find: async () => 'absent',
    settle: 30_000,
  };
  return { operation, sent: () => sent, answer: () => resolve('made') };
}

describe('an operation', () => {
  it('that is wanted twice at once is sent once, and both get its answer', async (t) => {
    const { house } = await openRunHouse(t);
    const { operation, sent, answer } = slow();

    const both = Promise.all([once(house, operation), once(house, operation)]);
    answer();

    assert.deepEqual(await both, ['made', 'made']);
    assert.equal(sent(), 1);
  });

  it('that is wanted again afterwards is not sent again', async (t) => {
    const { house } = await openRunHouse(t);
    const { operation, sent, answer } = slow();
    answer();
    await once(house, operation);

    const again = await once(house, operation);

    assert.deepEqual([again, sent()], ['made', 1]);
  });
});
