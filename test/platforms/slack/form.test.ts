import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DrawnForm } from '../../../src/core/platform.ts';
import { renderForm } from '../../../src/platforms/slack/form.ts';

const choices = [
  { label: 'ชำรุด', value: 'damaged' },
  { label: 'อื่น ๆ', value: 'other' },
];
const field = { label: 'เหตุผล', optional: false, multiline: false };

function formWith(...fields: DrawnForm['fields']): DrawnForm {
  const words = { title: 'คืนเงิน', submit: 'ตรวจ', close: 'กลับ' };
  return { locale: 'th', token: 'form-token', ...words, fields };
}

describe('renderForm', () => {
  it('carries its token and the place where it was asked for, and its language', () => {
    const view = renderForm(formWith({ ...field, name: 'charge' }), 'T1/C1');

    assert.equal(view.private_metadata, 'T1/C1 form-token th');
    assert.equal(view.title.text, 'คืนเงิน');
  });

  it('draws a field as a text input with its hint and value', () => {
    const given = { ...field, name: 'note', hint: 'ไม่บังคับ', optional: true, value: 'x' };

    const [block] = renderForm(formWith({ ...given, multiline: true }), 'T1/C1').blocks;

    assert.deepEqual(block, {
      type: 'input',
      block_id: 'note',
      label: { type: 'plain_text', text: 'เหตุผล', emoji: false },
      hint: { type: 'plain_text', text: 'ไม่บังคับ', emoji: false },
      optional: true,
      element: {
        type: 'plain_text_input',
        action_id: 'value',
        multiline: true,
        max_length: 3000,
        initial_value: 'x',
      },
    });
  });

  it('draws choices as a list with the one that was given', () => {
    const view = renderForm(
      formWith({ ...field, name: 'reason', choices, value: 'other' }),
      'T1/C1',
    );

    assert.match(
      JSON.stringify(view.blocks),
      /"type":"static_select".*"options":\[.*"damaged".*"other".*\].*"initial_option":.*"value":"other"/,
    );
  });

  it('lets people type what a list cannot hold', () => {
    const long = [{ label: 'a', value: 'x'.repeat(76) }];

    const { blocks } = renderForm(formWith({ ...field, name: 'a', choices: long }), 'T1/C1');

    assert.match(JSON.stringify(blocks), /"type":"plain_text_input"/);
  });
});
