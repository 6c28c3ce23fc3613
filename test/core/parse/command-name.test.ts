import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import * as fc from 'fast-check';
import { readCommand } from '../../../src/core/parse/command-name.ts';
import { foldText } from '../../../src/core/parse/fold.ts';
import { COMMAND_TABLE, TABLE_VOCABULARY } from '../../support/command-table.ts';

function read(text: string) {
  return readCommand(text, TABLE_VOCABULARY);
}

describe('names', () => {
  for (const { command, names } of COMMAND_TABLE) {
    for (const name of names) {
      it(`takes ${name} for ${command}`, () => {
        const alone = read(name);
        const followed = read(`${name} chrg_test_1 500`);

        assert.equal(alone.kind === 'command' && alone.command, command);
        assert.equal(followed.kind === 'command' && followed.command, command);
      });
    }
  }

  it('belong to one command each', () => {
    const owners = new Map<string, Set<string>>();
    for (const { command, names } of COMMAND_TABLE) {
      for (const name of names)
        owners.set(foldText(name), (owners.get(foldText(name)) ?? new Set()).add(command));
    }

    const shared = [...owners].filter(([, commands]) => commands.size > 1);

    assert.deepEqual(shared, []);
  });

  const longest: [string, string][] = [
    ['ไม่อนุมัติ', 'reject'],
    ['อนุมัติ', 'approve'],
    ['không duyệt chrg_1', 'reject'],
    ['duyệt chrg_1', 'approve'],
    ['売上確定 chrg_1', 'capture'],
    ['売上 11月', 'report'],
    ['連携ステータス変更 700000123', 'aupay reset'],
    ['連携コード 123456', 'link'],
    ['ตัดบัตรอัตโนมัติ', 'schedules'],
    ['link status 7', 'aupay reset'],
  ];
  for (const [text, command] of longest) {
    it(`reads the longest name in ${text}`, () => {
      const reading = read(text);

      assert.equal(reading.kind === 'command' && reading.command, command);
    });
  }

  const rests: [string, string][] = [
    ['คืนเงิน500', '500'],
    ['คืนเงิน ๕๐๐ บาท', ' ๕๐๐ บาท'],
    ['返金chrg_1　５００', 'chrg_1　５００'],
    ['  ／返金 chrg_1', ' chrg_1'],
    ['/refund chrg_1', ' chrg_1'],
    ['Ｒｅｆｕｎｄ　１２０４５', '　１２０４５'],
    ['HOÀN  TIỀN chrg_1 “hỏng”', ' chrg_1 “hỏng”'],
    ['refund500', '500'],
  ];
  for (const [text, rest] of rests) {
    it(`leaves what follows the name in ${text} as it was typed`, () => {
      const reading = read(text);

      assert.deepEqual(reading, { kind: 'command', command: 'refund', rest });
    });
  }

  for (const text of [
    'statusquo',
    'reporter 5',
    'refunded',
    'helpful',
    'refund_me',
    '未承認',
    'xin không',
    'okay',
    'ừ',
    'はい',
    'โอเค',
    '👍',
    '',
  ]) {
    it(`runs nothing for "${text}"`, () => {
      const reading = read(text);

      assert.notEqual(reading.kind, 'command');
    });
  }
});

describe('vague words', () => {
  const vague: [string, string[]][] = [
    ['連携', ['connect', 'link']],
    ['ステータス', ['aupay reset', 'status']],
    ['ประวัติ', ['audit']],
    ['lịch', ['schedules', 'every']],
    ['hoan', ['refund', 'snooze']],
    ['hoàn', ['refund', 'snooze']],
    ['ａｕｐａｙ', ['aupay reset']],
  ];
  for (const [text, commands] of vague) {
    it(`ask which command ${text} means`, () => {
      const reading = read(text);

      assert.deepEqual(reading, { kind: 'which', commands });
    });
  }
});

describe('slips', () => {
  for (const { command, slips = [] } of COMMAND_TABLE) {
    for (const slip of slips) {
      it(`suggests ${command} for ${slip}, and does not run it`, () => {
        const alone = read(slip);
        const followed = read(`${slip} 500`);

        assert.equal(alone.kind === 'suggest' && alone.commands[0], command);
        assert.equal(followed.kind === 'suggest' && followed.commands[0], command);
      });
    }
  }

  it('finds nothing in ordinary sentences', () => {
    const sentences = [
      'สวัสดีค่ะ',
      'xin chào shop',
      'おはようございます',
      'good morning',
      'ขอบคุณครับ',
      'cảm ơn bạn',
      'ありがとうございます',
    ];

    const kinds = sentences.map((sentence) => read(sentence).kind);

    assert.deepEqual(
      kinds,
      sentences.map(() => 'none'),
    );
  });
});

describe('any text', () => {
  it('is read without failing', () => {
    const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

    fc.assert(fc.property(anyText, (text) => typeof read(text).kind === 'string'));
  });

  it('after a name is its rest, to the letter', () => {
    const name = fc.constantFrom(
      ...TABLE_VOCABULARY.filter(({ asks }) => !asks).map(({ alias }) => alias),
    );
    const after = fc.string({ unit: 'grapheme' });

    fc.assert(
      fc.property(name, after, (alias, rest) => {
        const reading = read(`${alias} ${rest}`);
        assert.ok(reading.kind === 'command');
        assert.ok(`${alias} ${rest}`.endsWith(reading.rest));
      }),
    );
  });
});
