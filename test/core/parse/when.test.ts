import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readWhen, recurrenceOf } from '../../../src/core/parse/when.ts';
import { words } from '../../support/words.ts';

type Row = [said: string, when: string, rest: string];

/** As `every on at`. */
const WHOLE: Row[] = [
  ['every 1st at 03:00 backfill last month', 'month 1 03:00', 'backfill last month'],
  ['every day at 8:30 status', 'day - 08:30', 'status'],
  ['every Monday 9am alerts', 'week 1 09:00', 'alerts'],
  ['every month on the 31st at 23:15 status', 'month 31 23:15', 'status'],
  ['every last day of the month at 6 pm status', 'month 31 18:00', 'status'],
  ['daily 12am status', 'day - 00:00', 'status'],
  ['ทุกวันที่ 1 03:00 ดึงย้อนหลัง เดือนที่แล้ว', 'month 1 03:00', 'ดึงย้อนหลัง เดือนที่แล้ว'],
  ['ทุกวันที่ ๑ เวลา ๐๓.๐๐ น. สถานะ', 'month 1 03:00', 'สถานะ'],
  ['ตั้งเวลาทุกวันจันทร์ 08:00 สถานะ', 'week 1 08:00', 'สถานะ'],
  ['ทุกวัน 08:00 สถานะ', 'day - 08:00', 'สถานะ'],
  ['ทุกสิ้นเดือน 22:00 สถานะ', 'month 31 22:00', 'สถานะ'],
  ['hàng tháng ngày 1 lúc 03:00 đồng bộ bù tháng trước', 'month 1 03:00', 'đồng bộ bù tháng trước'],
  ['hang ngay luc 8h30 trang thai', 'day - 08:30', 'trang thai'],
  ['hẹn giờ thứ 2 lúc 8 giờ trạng thái', 'week 1 08:00', 'trạng thái'],
  ['mỗi chủ nhật 7h trạng thái', 'week 7 07:00', 'trạng thái'],
  ['毎月1日 3:00 過去分取込 先月', 'month 1 03:00', '過去分取込 先月'],
  ['毎月１日３時 稼働状況', 'month 1 03:00', '稼働状況'],
  ['毎日8時半 稼働状況', 'day - 08:30', '稼働状況'],
  ['毎週月曜日の9時30分に稼働状況', 'week 1 09:30', '稼働状況'],
  ['毎月月末 22:00 稼働状況', 'month 31 22:00', '稼働状況'],
];

const PARTS: [said: string, on: unknown, time: string | null, rest: string][] = [
  ['every', null, null, ''],
  ['every week at 9:00 status', { every: 'week', on: null }, '09:00', 'status'],
  ['monthly status', { every: 'month', on: null }, null, 'status'],
  ['every Monday Friday 9:00 status', null, '09:00', 'status'],
  ['every day 25:00 status', { every: 'day' }, null, '25:00 status'],
  ['毎週 9:00 稼働状況', { every: 'week', on: null }, '09:00', '稼働状況'],
  ['every 03:00 status', null, '03:00', 'status'],
];

describe('a time that comes again', () => {
  for (const [said, when, rest] of WHOLE) {
    it(`is read from “${said}”`, () => {
      const reading = readWhen(said, words.whenWords());

      const found = recurrenceOf(reading);
      const on = found !== null && 'on' in found ? found.on : '-';
      assert.equal(`${found?.every} ${on} ${found?.at}`, when);
      assert.equal(reading.rest, rest);
    });
  }

  for (const [said, on, time, rest] of PARTS) {
    it(`is read as far as it goes from “${said}”`, () => {
      const reading = readWhen(said, words.whenWords());

      assert.deepEqual(reading, { on, time, rest });
      assert.equal(recurrenceOf(reading), null);
    });
  }
});
