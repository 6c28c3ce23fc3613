import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Json } from '../../../src/core/json.ts';
import { type Page, pageOfSpan, type Span } from '../../../src/clients/nhanh/windows.ts';

const DAY = 86_400_000;

/** Lists a span to its end; every window has two pages. */
async function listAll(span: Span): Promise<{ windows: number[][]; cursors: (Json | null)[] }> {
  const windows: number[][] = [];
  const cursors: (Json | null)[] = [];
  let next: Json | null = null;
  do {
    const page: Page<string> = await pageOfSpan(
      { span, days: 31, next },
      async (window, inside) => {
        windows.push([window.from / DAY, window.to / DAY]);
        cursors.push(inside);
        return { rows: [], next: inside === null ? { id: 7, shape: ['theirs'] } : null };
      },
    );
    next = page.next;
  } while (next !== null);
  return { windows, cursors };
}

describe('a span that is wider than Nhanh lists', () => {
  it('is cut into windows that leave no gap', async () => {
    const { windows } = await listAll({ from: 0, to: 70 * DAY });

    assert.deepEqual(
      windows.filter((_, index) => index % 2 === 0),
      [
        [0, 31],
        [31, 62],
        [62, 70],
      ],
    );
  });

  it("hands Nhanh's own cursor back as it came", async () => {
    const { cursors } = await listAll({ from: 0, to: 40 * DAY });

    const theirs = { id: 7, shape: ['theirs'] };
    assert.deepEqual(cursors, [null, theirs, null, theirs]);
  });

  it('is one window when it is narrow', async () => {
    const { windows } = await listAll({ from: 0, to: 31 * DAY });

    assert.deepEqual(windows, [
      [0, 31],
      [0, 31],
    ]);
  });
});
