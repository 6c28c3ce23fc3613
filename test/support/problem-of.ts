import assert from 'node:assert/strict';
import { UpstreamError } from '../../src/core/errors.ts';

/** What went wrong with a call to a remote system. */
export async function problemOf(call: Promise<unknown>): Promise<UpstreamError> {
  const error = await call.then(
    () => assert.fail('the call succeeded'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof UpstreamError, String(error));
  return error;
}
