import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Message } from '../../src/core/message.ts';
import { raw, text } from '../../src/core/text.ts';
import { drawMessage } from '../../src/i18n/draw.ts';
import type { View } from '../../src/i18n/words.ts';
import { words } from '../support/words.ts';

const thai: View = { locale: 'th', timeZone: 'Asia/Bangkok', shopZone: 'Asia/Bangkok', now: 0 };

function draw(message: Message) {
  return drawMessage(message, thai, words);
}

describe('drawMessage', () => {
  it('chooses the words of every part and keeps the rest', () => {
    const drawn = draw({
      tone: 'plain',
      title: text('labels.retry'),
      lines: [text('labels.back'), raw('Lưu')],
      fields: [{ label: text('roles.owner'), value: raw('Nok') }],
      table: { head: [text('labels.refund.edit')], rows: [[raw('1')]] },
      image: { url: 'https://example.com/a.png', alt: text('labels.retry') },
      actions: [
        {
          kind: 'open',
          label: text('labels.retry'),
          command: 'help',
          input: { a: 'b' },
          style: 'primary',
        },
        {
          kind: 'leave',
          label: text('labels.back'),
          said: text('labels.refund.leave'),
          command: 'refund',
        },
      ],
      choices: [{ kind: 'link', label: raw('PEAK'), url: 'https://example.com' }],
    });

    const { more, ...rest } = drawn;
    assert.deepEqual(rest, {
      tone: 'plain',
      title: 'ลองอีกครั้ง',
      lines: ['กลับ', 'Lưu'],
      fields: [{ label: 'เจ้าของร้าน', value: 'Nok' }],
      table: { head: ['แก้ยอด'], rows: [['1']] },
      image: { url: 'https://example.com/a.png', alt: 'ลองอีกครั้ง' },
      actions: [
        { kind: 'open', label: 'ลองอีกครั้ง', command: 'help', input: { a: 'b' }, style: 'primary' },
        { kind: 'leave', label: 'กลับ', said: 'ไม่คืนเงิน', command: 'refund' },
      ],
      choices: [{ kind: 'link', label: 'PEAK', url: 'https://example.com' }],
    });
    assert.equal(more(12), 'และอีก 12 รายการ');
  });

  it('leaves out what the message has not', () => {
    const drawn = draw({ tone: 'plain', title: raw('Hello') });

    assert.deepEqual(Object.keys(drawn).toSorted(), ['more', 'title', 'tone']);
  });

  it("puts the tone's mark first in the title", () => {
    const tones = ['plain', 'good', 'wait', 'warn', 'bad', 'locked'] as const;

    const titles = tones.map((tone) => draw({ tone, title: raw('Title') }).title);

    assert.deepEqual(titles, ['Title', '✅ Title', '⏳ Title', '⚠️ Title', '🔴 Title', '🔒 Title']);
  });

  it('keeps the id a stored action carries', () => {
    const stored = {
      kind: 'open' as const,
      label: text('labels.retry'),
      command: 'help',
      input: {},
      id: 'a1',
    };

    const [action] = draw({ tone: 'plain', title: raw('Title'), actions: [stored] }).actions ?? [];

    assert.deepEqual(action, {
      kind: 'open',
      label: 'ลองอีกครั้ง',
      command: 'help',
      input: {},
      id: 'a1',
    });
  });

  it('shortens a label that its amount makes too long for a button', () => {
    const labelFor = (amount: number): string | undefined => {
      const label = text('labels.refund.do', { amount: { money: { amount, currency: 'THB' } } });
      const action = { kind: 'open' as const, label, command: 'refund', input: {} };
      return draw({ tone: 'plain', title: raw('Title'), actions: [action] }).actions?.[0]?.label;
    };

    const labels = [labelFor(50_000), labelFor(123_456_789)];

    assert.deepEqual(labels, ['คืนเงิน 500.00 บาท', 'คืนเงิน']);
  });
});
