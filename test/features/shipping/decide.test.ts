import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { decide } from '../../../src/features/shipping/decide.ts';
import { LINK_STATUSES, PROCESSES } from '../../../src/features/shipping/link-status.ts';
import { inputOf, type Case, everyCase } from '../../support/shipping-cases.ts';

/**
 * CROSS MALL's help on 自動出荷連携, row by row: the first row whose conditions fit says what happens to an order. A
 * condition that is left out may be anything. `act reason` is the outcome.
 */
type Row = { says: string; when: (order: Case) => boolean; becomes: string };

const common: Row[] = [
  {
    says: 'orders of another shop in the phase are passed over without an error',
    when: ({ ours }) => !ours,
    becomes: 'pass',
  },
  {
    says: 'only 管理区分「通常」',
    when: ({ management }) => management !== 'normal',
    becomes: 'pass',
  },
  {
    says: '同梱済みの子注文は対象とはなりません',
    when: ({ child }) => child,
    becomes: 'skip bundled-child',
  },
];

const status: Row[] = [
  {
    says: 'status fetch needs 空欄',
    when: ({ link }) => link !== 'blank',
    becomes: 'pass',
  },
  {
    says: 'an order that the mall does not have',
    when: ({ mall }) => mall === 'none',
    becomes: 'fail not-at-mall',
  },
  { says: 'its statuses are read, whatever they are', when: () => true, becomes: 'note' },
];

const shipInfo: Row[] = [
  {
    says: 'ship-info needs 空欄: 注文情報ステータス取得エラー blocks it as any other status does',
    when: ({ link }) => link !== 'blank',
    becomes: 'pass',
  },
  {
    says: '「発送日」が登録されていません。',
    when: ({ shipDate }) => !shipDate,
    becomes: 'fail ship-date-missing',
  },
  {
    says: 'an order that the mall does not have',
    when: ({ mall }) => mall === 'none',
    becomes: 'fail not-at-mall',
  },
  {
    says: '指定の取引はキャンセル済みです。',
    when: ({ mall }) => mall === 'cancelled',
    becomes: 'fail cancelled-at-mall',
  },
  {
    says: 'the guard lets orders wait that the mall holds',
    when: ({ mall, guardHeld }) => mall === 'held' && guardHeld,
    becomes: 'hold held-at-mall',
  },
  {
    says: 'of a split order only the first parcel is told, where the shop wants that',
    when: ({ split, rule }) => rule === 'first' && (split === 'middle' || split === 'last'),
    becomes: 'mark other-parcel',
  },
  {
    says: 'or only the last',
    when: ({ split, rule }) => rule === 'last' && (split === 'first' || split === 'middle'),
    becomes: 'mark other-parcel',
  },
  {
    says: 'a 配送便 that nobody has named a carrier for is held, not guessed',
    when: ({ carrier }) => !carrier,
    becomes: 'hold carrier-unknown',
  },
  {
    says: 'what the mall has already is not written again',
    when: ({ mall }) => mall === 'same',
    becomes: 'mark already-there',
  },
  {
    says: 'all others are written, 配送番号：空欄 and both parts of a split order too',
    when: () => true,
    becomes: 'write',
  },
];

const completion: Row[] = [
  {
    says: 'completion needs 出荷情報反映済み',
    when: ({ link }) => link !== 'shipped',
    becomes: 'pass',
  },
  {
    says: 'an order that the mall does not have',
    when: ({ mall }) => mall === 'none',
    becomes: 'fail not-at-mall',
  },
  {
    says: '指定の取引はキャンセル済みです。',
    when: ({ mall }) => mall === 'cancelled',
    becomes: 'fail cancelled-at-mall',
  },
  {
    says: 'the guard marks what is at 完了 already',
    when: ({ mall, guardCompleted }) => mall === 'completed' && guardCompleted,
    becomes: 'mark already-completed',
  },
  {
    says: 'the guard lets orders wait that the mall holds',
    when: ({ mall, guardHeld }) => mall === 'held' && guardHeld,
    becomes: 'hold held-at-mall',
  },
  {
    says: 'completion waits for its days after the ship date',
    when: ({ shipDate, delayed }) => shipDate && delayed,
    becomes: 'hold completion-delayed',
  },
  {
    says: 'all others are completed; date, carrier and number do not matter any more',
    when: () => true,
    becomes: 'write',
  },
];

const TABLE = {
  status: [...common, ...status],
  'ship-info': [...common, ...shipInfo],
  completion: [...common, ...completion],
};

describe('what is done with an order', () => {
  for (const process of PROCESSES)
    it(`is what the table says for every combination: ${process}`, () => {
      const used = new Set<Row>();

      for (const order of everyCase()) {
        const row = TABLE[process].find(({ when }) => when(order));
        assert.ok(row);
        used.add(row);
        const choice = decide(process, inputOf(order));
        const outcome = 'reason' in choice ? `${choice.act} ${choice.reason}` : choice.act;
        // Comparing first is what keeps 300,000 combinations quick.
        if (outcome !== row.becomes)
          assert.fail(`${row.says}: ${outcome} ${JSON.stringify(order)}`);
      }

      assert.equal(used.size, TABLE[process].length);
    });

  it('asks about every link status there is', () => {
    const asked = new Set([...everyCase()].map(({ link }) => link));

    assert.deepEqual([...asked].toSorted(), [...LINK_STATUSES].toSorted());
  });
});
