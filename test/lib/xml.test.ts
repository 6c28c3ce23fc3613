import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseXml, writeXml } from '../../src/lib/xml.ts';

const shape = { root: /^response$/, lists: new Set(['row']) };

describe('XML', () => {
  const read: [string, unknown, unknown][] = [
    ['one element', '<response><row>1</row></response>', { row: ['1'] }],
    ['many elements', '<response><row>1</row><row>2</row></response>', { row: ['1', '2'] }],
    ['an empty element', '<response><row/></response>', { row: [''] }],
    ['no element', '<response/>', ''],
    ['leading zeros', '<response><id>007</id></response>', { id: '007' }],
    ['escaped text', '<response><id>a&amp;b &lt;1&gt;</id></response>', { id: 'a&b <1>' }],
    ['another root', '<html><body>502</body></html>', null],
    ['broken markup', '<response><row></response>', null],
    ['an empty body', '  ', null],
    ['what is no text', { response: 1 }, null],
  ];
  for (const [what, body, expected] of read)
    it(`reads ${what}`, async () => {
      const parsed = await parseXml(body, shape);

      assert.deepEqual(parsed, expected);
    });

  it('writes children in the order given, escaped', () => {
    const xml = writeXml('request', { shopId: '1', memo: 'a<b & c' });

    assert.equal(
      xml,
      '<?xml version="1.0" encoding="UTF-8"?><request><shopId>1</shopId><memo>a&lt;b &amp; c</memo></request>',
    );
  });
});
