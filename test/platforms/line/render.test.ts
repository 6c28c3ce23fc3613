import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { render } from '../../../src/platforms/line/render.ts';
import { drawn, tapAction } from '../../support/drawn.ts';

describe('render', () => {
  it('draws words alone as a text message', () => {
    const messages = render(drawn({ title: '✅ คืนเงินแล้ว', lines: ['500.00 บาท'] }));

    assert.deepEqual(messages, [{ type: 'text', text: '✅ คืนเงินแล้ว\n500.00 บาท' }]);
  });

  it('puts choices above the keyboard of a text message', () => {
    const [message] = render(drawn({ choices: [tapAction('Full refund', 't1')] }));

    const action = {
      type: 'postback',
      label: 'Full refund',
      data: 't1',
      displayText: 'Full refund',
    };
    assert.equal(message?.type, 'text');
    assert.deepEqual(message?.quickReply, { items: [{ type: 'action', action }] });
  });

  it('turns the fourteenth choice into a button', () => {
    const choices = Array.from({ length: 14 }, (_, index) => tapAction(`Choice ${index + 1}`));

    const [message] = render(drawn({ choices }));

    assert.equal(message?.quickReply?.items?.length, 13);
    assert.match(
      JSON.stringify(message),
      /"style":"secondary","action":{"type":"postback","label":"Choice 14"/,
    );
  });

  it('draws a card with the tone as a strip, facts as rows and buttons one below the other', () => {
    const [message] = render(
      drawn({
        tone: 'wait',
        title: 'Refund ฿500.00?',
        fields: [{ label: 'Charge', value: 'chrg_1' }],
        actions: [{ label: 'Refund', style: 'danger', token: 't' }, tapAction('Leave')],
      }),
    );

    assert.ok(message?.type === 'flex' && message.contents.type === 'bubble');
    const { header, body, footer } = message.contents;
    assert.equal(header?.backgroundColor, '#F2B01E');
    assert.match(JSON.stringify(body), /"text":"Charge".*"text":"chrg_1"/);
    const styles = footer?.contents.map(
      (part) => part.type === 'button' && [part.style, part.color],
    );
    assert.deepEqual(styles, [
      ['primary', '#C92A1E'],
      ['secondary', undefined],
    ]);
  });

  it('says title and first facts where a card cannot be shown', () => {
    const [message] = render(
      drawn({ title: 'Bill 12045', fields: [{ label: 'Total', value: '฿500.00' }], tone: 'bad' }),
    );

    assert.ok(message?.type === 'flex');
    assert.equal(message.altText, 'Bill 12045\nTotal: ฿500.00');
  });

  it('opens links through the browser', () => {
    const [message] = render(
      drawn({ actions: [{ label: 'Open', style: 'plain', url: 'https://example.com/ไทย' }] }),
    );

    assert.match(JSON.stringify(message), /"uri":"https:\/\/example.com\/%E0%B9%84/);
  });

  it('leaves out an address that LINE would refuse and says so', () => {
    const [message] = render(
      drawn({ actions: [{ label: 'Open', style: 'plain', url: 'javascript:alert(1)' }] }),
    );

    assert.doesNotMatch(JSON.stringify(message), /javascript/);
    assert.match(JSON.stringify(message), /and 1 more/);
  });

  it('pages a long table through a carousel and says how many rows did not fit', () => {
    const rows = Array.from({ length: 400 }, (_, index) => [
      `chrg_${index}`,
      '฿500.00',
      'successful',
    ]);

    const [message] = render(drawn({ table: { head: ['Charge', 'Amount', 'State'], rows } }));

    assert.ok(message?.type === 'flex' && message.contents.type === 'carousel');
    const json = JSON.stringify(message);
    const shown = json.match(/"chrg_\d+"/g)?.length ?? 0;
    assert.ok(shown >= 100);
    assert.match(json, new RegExp(`and ${400 - shown} more`));
  });

  it('shows all of a hundred short rows', () => {
    const rows = Array.from({ length: 100 }, (_, index) => [`chrg_${index}`, '฿500.00']);

    const [message] = render(drawn({ table: { head: ['Charge', 'Amount'], rows } }));

    assert.equal(JSON.stringify(message).match(/"chrg_\d+"/g)?.length, 100);
  });

  it('names the cells of a wide table below the first one', () => {
    const table = {
      head: ['Order', 'State', 'Paid', 'Short'],
      rows: [['12045', 'sent', '450', '50']],
    };

    const [message] = render(drawn({ table }));

    assert.match(JSON.stringify(message), /State sent · Paid 450 · Short 50/);
  });

  it('shows a picture over https only, and what it says in any case', () => {
    const image = { url: 'https://example.com/chart.png', alt: 'Sales rose' };

    const [secure] = render(drawn({ image }));
    const [plain] = render(drawn({ image: { ...image, url: 'http://example.com/chart.png' } }));

    assert.match(JSON.stringify(secure), /"hero".*Sales rose/);
    assert.doesNotMatch(JSON.stringify(plain), /"hero"/);
    assert.match(JSON.stringify(plain), /Sales rose/);
  });
});
