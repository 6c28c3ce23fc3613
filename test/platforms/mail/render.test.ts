import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from '../../../src/platforms/mail/render.ts';
import { drawn, tapAction } from '../../support/drawn.ts';

const link = { label: 'Open Opn', style: 'plain' as const, url: 'https://example.com/?a=1&b=2' };

describe('a mail', () => {
  it('has the title as its subject, on one line', () => {
    const { subject } = render(drawn({ title: '⚠️ Stuck\r\nBcc: x@example.com' }));

    assert.equal(subject, '⚠️ Stuck Bcc: x@example.com');
  });

  it('says everything in plain words', () => {
    const { text } = render(
      drawn({
        title: 'Stuck',
        lines: ['One', 'Two'],
        fields: [{ label: 'Charge', value: 'chrg_1' }],
        table: { head: ['Order', 'Why'], rows: [['12', 'late']] },
        actions: [link],
      }),
    );

    const parts = ['Stuck', 'One', 'Two', 'Charge · chrg_1', 'Order · Why\n12 · late'];
    assert.equal(text, [...parts, 'Open Opn: https://example.com/?a=1&b=2'].join('\n\n'));
  });

  it('says the same as HTML, in which nothing is markup but ours', () => {
    const { html } = render(
      drawn({ locale: 'th', title: '<b>"5 < 6" & co</b>', lines: ['a\nb'], actions: [link] }),
    );

    assert.match(html, /<html lang="th">/);
    assert.match(html, /&lt;b&gt;&quot;5 &lt; 6&quot; &amp; co&lt;\/b&gt;/);
    assert.match(html, /<p>a<br>b<\/p>/);
    assert.match(html, /href="https:\/\/example.com\/\?a=1&amp;b=2"/);
  });

  it('has no button that does anything', () => {
    const mail = render(drawn({ actions: [tapAction('Refund')], choices: [tapAction('Later')] }));

    assert.doesNotMatch(JSON.stringify(mail), /Refund|Later|token/);
  });
});
