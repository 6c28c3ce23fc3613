import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createOrderedIds } from '../../src/queue/ordered-id.ts';

const NOW = Date.parse('2026-11-25T03:00:00Z');

describe('ordered ids', () => {
  it('are UUIDs of version 7, each larger than the one before, however many in a millisecond', () => {
    const nextId = createOrderedIds();

    const ids = Array.from({ length: 10_000 }, () => nextId(NOW));

    assert.deepEqual(ids.toSorted(), ids);
    assert.equal(new Set(ids).size, ids.length);
    for (const id of ids)
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('grow with time and not against it', () => {
    const nextId = createOrderedIds();

    const early = nextId(NOW);
    const late = nextId(NOW + 60_000);
    const later = nextId(NOW + 30_000);

    assert.ok(early < late && late < later);
  });
});
