import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DrawnAction } from '../../../src/core/platform.ts';
import { problems } from '../../../src/platforms/slack/limits.ts';
import { render } from '../../../src/platforms/slack/render.ts';
import { drawn, tapAction } from '../../support/drawn.ts';

const plain = (text: string) => ({ type: 'plain_text', text, emoji: false });
const row = (number: number): string[] => [`12${number}`, `${number},250.00 บาท`, 'รอแก้ไข'];
const actionsIn = (blocks: { type: string }[]) => blocks.filter(({ type }) => type === 'actions');

describe('render', () => {
  it('draws a title as a header and lines below it', () => {
    const { text, blocks } = render(drawn({ title: '✅ คืนเงินแล้ว', lines: ['500.00 บาท', 'ok'] }));

    assert.equal(text, '✅ คืนเงินแล้ว\n500.00 บาท\nok');
    assert.deepEqual(blocks, [
      { type: 'header', text: plain('✅ คืนเงินแล้ว') },
      { type: 'section', text: plain('500.00 บาท\nok') },
    ]);
  });

  it('gives a title that is too long for a header a section', () => {
    const [title] = render(drawn({ title: 'x'.repeat(151) })).blocks;

    assert.equal(title?.type, 'section');
  });

  it('draws facts in two columns, labels bold', () => {
    const fields = [{ label: 'ยอดคืน', value: '฿500.00' }];

    const [, facts] = render(drawn({ fields })).blocks;

    const label = { type: 'mrkdwn', text: '*ยอดคืน*', verbatim: true };
    assert.deepEqual(facts, { type: 'section', fields: [label, plain('฿500.00')] });
  });

  it('draws a table as lines under its head', () => {
    const table = { head: ['Bill', 'Total', 'State'], rows: [row(1), row(2)] };

    const [, head, rows] = render(drawn({ table })).blocks;

    const words = { type: 'mrkdwn', text: '*Bill · Total · State*', verbatim: true };
    assert.deepEqual(head, { type: 'context', elements: [words] });
    const lines = '121 · 1,250.00 บาท · รอแก้ไข\n122 · 2,250.00 บาท · รอแก้ไข';
    assert.deepEqual(rows, { type: 'section', text: plain(lines), expand: true });
  });

  it('names the cells of a wide table', () => {
    const table = { head: ['Bill', 'Total', 'Paid', 'State'], rows: [['12045', '3', '2', 'held']] };

    const [, rows] = render(drawn({ table })).blocks;

    assert.ok(rows?.type === 'section');
    assert.equal(rows.text?.text, '12045 · Total 3 · Paid 2 · State held');
  });

  it('says how many rows of a long table are missing', () => {
    const rows = Array.from({ length: 900 }, (_, index) => row(index));

    const { blocks } = render(
      drawn({ table: { head: ['Bill'], rows }, actions: [tapAction('Go')] }),
    );

    const shown = blocks.flatMap((block) =>
      block.type === 'section' ? (block.text?.text.split('\n') ?? []) : [],
    );
    const note = blocks.at(-2);
    assert.ok(shown.length > 200);
    assert.deepEqual(note, {
      type: 'context',
      elements: [plain(`and ${900 - shown.length} more`)],
    });
    assert.equal(blocks.at(-1)?.type, 'actions');
  });

  it('draws buttons with their tokens and styles', () => {
    const actions: DrawnAction[] = [
      { label: 'Refund', style: 'danger', token: 't1' },
      { label: 'Capture', style: 'primary', token: 't2' },
      tapAction('Leave', 't3'),
      { label: 'Open', style: 'plain', url: 'https://example.com/ไทย' },
    ];

    const [, block] = render(drawn({ actions })).blocks;

    const buttons = [
      { style: 'danger', value: 't1' },
      { style: 'primary', value: 't2' },
      { value: 't3' },
      { url: 'https://example.com/%E0%B9%84%E0%B8%97%E0%B8%A2' },
    ].map((look, index) => ({
      type: 'button',
      action_id: `tap-${index}`,
      text: plain(actions[index]?.label ?? ''),
      ...look,
    }));
    assert.deepEqual(block, { type: 'actions', elements: buttons });
  });

  it('asks once more before a tap that cannot be taken back', () => {
    const confirm = { title: 'Are you sure?', text: 'No way back', yes: 'Refund', no: 'Back' };
    const action: DrawnAction = { label: 'Refund', style: 'danger', token: 't', confirm };

    const message = drawn({ actions: [action, tapAction('Leave')] });
    const found = JSON.stringify(actionsIn(render(message).blocks));

    const dialog = {
      title: plain('Are you sure?'),
      text: plain('No way back'),
      confirm: plain('Refund'),
      deny: plain('Back'),
      style: 'danger',
    };
    assert.equal(found.split(`"confirm":${JSON.stringify(dialog)}`).length, 2);
    assert.deepEqual(problems(render(message)), []);
  });

  it('draws few choices as buttons and many as a list', () => {
    const choices = (count: number) =>
      Array.from({ length: count }, (_, index) => tapAction(`${index}`));

    const few = actionsIn(render(drawn({ choices: choices(5) })).blocks);
    const many = actionsIn(render(drawn({ choices: choices(6) })).blocks);

    assert.match(JSON.stringify(few), /"type":"button","action_id":"tap-4"/);
    assert.match(JSON.stringify(many), /"type":"static_select".*"value":"token-5"/);
    assert.equal(JSON.stringify(many).includes('button'), false);
  });

  it('keeps a choice whose token is too long for a list as a button', () => {
    const choices = Array.from({ length: 6 }, (_, index) => tapAction(`${index}`));

    const { blocks } = render(drawn({ choices: [...choices, tapAction('long', 'x'.repeat(300))] }));

    assert.match(JSON.stringify(actionsIn(blocks)), /"type":"button".*"value":"x{300}"/);
  });

  it('counts buttons there is no room for, and links that cannot be opened', () => {
    const many = Array.from({ length: 26 }, (_, index) => tapAction(`${index}`));
    const bad: DrawnAction = { label: 'Open', style: 'plain', url: 'javascript:alert(1)' };

    const { blocks } = render(drawn({ actions: [bad, ...many] }));

    assert.deepEqual(blocks.at(-1), { type: 'context', elements: [plain('and 2 more')] });
    assert.equal(JSON.stringify(blocks).includes('javascript'), false);
  });

  it('shows a picture and says what is in it', () => {
    const image = { url: 'https://a.example/chart.png', alt: 'Sales of November' };

    const blocks = render(drawn({ image })).blocks.slice(1);

    assert.deepEqual(blocks, [
      { type: 'image', image_url: 'https://a.example/chart.png', alt_text: 'Sales of November' },
      { type: 'context', elements: [plain('Sales of November')] },
    ]);
  });

  it('does without a picture that Slack could not fetch', () => {
    const image = { url: 'http://127.0.0.1/chart.png', alt: 'Sales' };

    const [, caption, ...others] = render(drawn({ image })).blocks;

    assert.deepEqual([caption?.type, others], ['context', []]);
  });
});

describe('render, with words that look like markup', () => {
  const typed = '*bold* _it_ `code` <!channel> <@U1> <https://a.example|b> :tada: & >quote';

  it('shows them as they were typed', () => {
    const message = drawn({
      title: typed,
      lines: [typed],
      fields: [{ label: typed, value: typed }],
      table: { head: [typed], rows: [[typed]] },
      actions: [tapAction(typed)],
    });

    const { blocks } = render(message);

    const found = JSON.stringify(blocks);
    assert.equal(found.includes('mrkdwn'), false);
    assert.equal(found.includes('"emoji":true'), false);
    assert.equal(found.split(JSON.stringify(typed).slice(1, -1)).length - 1, 6);
    assert.deepEqual(problems(render(message)), []);
  });

  it('mentions nobody in the notification', () => {
    const { text } = render(drawn({ title: '<!channel> & <@U1>' }));

    assert.equal(text, '&lt;!channel&gt; &amp; &lt;@U1&gt;');
  });
});
