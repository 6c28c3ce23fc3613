import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Planned, repairSchedules } from '../../../src/engine/schedules/plan.ts';
import type { Schedule } from '../../../src/core/settings.ts';
import {
  CHANNEL,
  COLLEAGUE,
  GROUP,
  openShop,
  OPERATOR,
  RIVAL,
  SLACK_OPERATOR,
  type TestShop,
  VIEWER,
} from '../../support/shop.ts';
import { last, settled, words } from '../../support/slack-talk.ts';

const MINUTE = 60_000;
/** It is 10:00 in Bangkok when a test begins. */
const SOON = 'every day at 10:05 status';

async function schedule(shop: TestShop, said: string, user = OPERATOR): Promise<Schedule> {
  await shop.say(said, user);
  await shop.tap('Schedule it', user);
  const [made] = await shop.tenban.house.settings.list('schedules');
  assert.ok(made);
  return made;
}

async function said(shop: TestShop, user = OPERATOR): Promise<string> {
  return (await shop.hear(user)).map(({ text }) => text).join('\n---\n');
}

describe('a scheduled command', () => {
  it('is previewed with when, where and in whose name, then made', async (t) => {
    const shop = await openShop(t);

    const [preview] = await shop.say('every 1st at 03:00 audit Nok');
    const [done] = await shop.tap('Schedule it');

    assert.match(preview?.text ?? '', /on day 1 of every month at 03:00/);
    assert.match(preview?.text ?? '', /Asia\/Bangkok/);
    assert.match(preview?.text ?? '', /1 Dec 2026, 03:00/);
    assert.match(done?.text ?? '', /Scheduled: Audit log/);
    const [made] = await shop.tenban.house.settings.list('schedules');
    assert.deepEqual(
      [made?.command, made?.input, made?.when, made?.person, made?.timeZone],
      ['audit', { filter: 'Nok' }, { every: 'month', on: 1, at: '03:00' }, 'Nok', 'Asia/Bangkok'],
    );
  });

  for (const line of [
    'ทุกวันที่ 1 03:00 สถานะ',
    'hàng tháng ngày 1 lúc 03:00 trạng thái',
    '毎月1日 3:00 稼働状況',
    'every 1st at 03:00 Asia/Bangkok status',
  ]) {
    it(`is understood as “${line}”`, async (t) => {
      const shop = await openShop(t);

      const made = await schedule(shop, line);

      assert.deepEqual(
        [made.command, made.when, made.timeZone],
        ['status', { every: 'month', on: 1, at: '03:00' }, 'Asia/Bangkok'],
      );
    });
  }

  it('is asked for step by step in LINE', async (t) => {
    const shop = await openShop(t);

    await shop.say('every');
    await shop.tap('Schedule another');
    await shop.tap('Status');
    await shop.tap('Every week');
    await shop.tap('Tuesday');
    const [preview] = await shop.say('8:30');

    assert.match(preview?.text ?? '', /every Tuesday at 08:30/);
  });

  it('is asked for in a form in Slack, which says what is wrong with the time', async (t) => {
    const shop = await openShop(t);
    await shop.slack.command(SLACK_OPERATOR, CHANNEL, 'every day');
    await shop.tenban.house.queue.settled();
    const form = shop.slack.openView(SLACK_OPERATOR);
    assert.ok(form);

    await shop.slack.submit(SLACK_OPERATOR, form.id, {
      run: 'status',
      when: 'week:3',
      time: '25:00',
    });
    const wrong = shop.slack.openView(SLACK_OPERATOR)?.errors;
    await shop.slack.submit(SLACK_OPERATOR, form.id, {
      run: 'status',
      when: 'week:3',
      time: '7:45',
    });
    const preview = words(last(await settled(shop)));

    assert.deepEqual(Object.keys(wrong ?? {}), ['time']);
    assert.match(preview, /every Wednesday at 07:45/);
  });

  it('answers in the channel in Slack where it was made', async (t) => {
    const shop = await openShop(t);

    await shop.slack.command(SLACK_OPERATOR, CHANNEL, SOON);
    const preview = last(await settled(shop));
    await shop.slack.click(SLACK_OPERATOR, CHANNEL, preview.ts, 'Schedule it');
    await settled(shop);
    await shop.pass(6 * MINUTE);
    const ran = words(last(await settled(shop)));

    assert.match(ran, /all connections work/);
    assert.match(ran, /Scheduled by Nok/);
  });

  it('runs once per occurrence, and goes on', async (t) => {
    const shop = await openShop(t);
    const made = await schedule(shop, SOON);
    await shop.hear();

    await shop.pass(6 * MINUTE);
    const first = await said(shop);
    await shop.pass(6 * MINUTE);
    const again = await said(shop);

    const due = await shop.tenban.house.ledger.dues.get(`schedule:${made.id}`);
    assert.match(first, /all connections work/);
    assert.doesNotMatch(first, /late/);
    assert.equal(again, '');
    assert.equal(due?.at, Temporal.Instant.from('2026-11-26T03:05:00Z').epochMilliseconds);
  });

  it('that was missed runs once, late, and says so', async (t) => {
    const shop = await openShop(t);
    const made = await schedule(shop, SOON);
    await shop.hear();
    const { ledger } = shop.tenban.house;
    const row = await ledger.dues.get(`schedule:${made.id}`);
    assert.ok(row !== null && typeof row.payload === 'object' && row.payload !== null);
    const at = Temporal.Instant.from('2026-11-22T03:05:00Z').epochMilliseconds;
    await ledger.write((tx) =>
      tx.dues.put({ ...row, at, payload: { ...Planned.parse(row.payload), at } }),
    );

    await shop.pass(2_000);

    const heard = await said(shop);
    assert.match(heard, /This was due 22 Nov 2026, 10:05 and runs late/);
    assert.equal(heard.split('all connections work').length, 2);
  });

  it('comes once though it is done twice', async (t) => {
    const shop = await openShop(t);
    const made = await schedule(shop, SOON);
    await shop.hear();
    const { ledger } = shop.tenban.house;
    const row = await ledger.dues.get(`schedule:${made.id}`);
    assert.ok(row);
    await shop.pass(6 * MINUTE);

    await ledger.write((tx) => tx.dues.put(row));
    await shop.pass(2_000);

    const heard = await said(shop);
    assert.equal(heard.split('all connections work').length, 2);
  });

  it('pauses when its person loses the right, and the owners are told', async (t) => {
    const shop = await openShop(t);
    const { settings, ledger } = shop.tenban.house;
    await schedule(shop, SOON, COLLEAGUE);
    await settings.update('schedules', (await settings.list('schedules'))[0]?.id ?? '', (current) =>
      current === null ? null : { ...current, command: 'audit' },
    );
    await shop.hear(COLLEAGUE);

    await shop.pass(6 * MINUTE);

    const [paused] = await settings.list('schedules');
    assert.equal(paused?.paused, 'right');
    for (const user of [OPERATOR, COLLEAGUE])
      assert.match(await said(shop, user), /Scheduled command paused: Audit log.*may not do this/s);
    const [entry] = await ledger.audit.list('baan-suan', 1);
    assert.deepEqual([entry?.action, entry?.actor], ['schedule.stopped', 'system']);
  });

  it('pauses when its person is gone; whoever resumes it takes it over', async (t) => {
    const shop = await openShop(t);
    const { settings } = shop.tenban.house;
    await schedule(shop, SOON, COLLEAGUE);
    await settings.update('people', 'Lek', (current) => current && { ...current, roles: {} });

    await shop.pass(6 * MINUTE);
    const told = await said(shop);
    await shop.tap('View schedule');
    const [resumed] = await shop.tap('Resume');

    const [running] = await settings.list('schedules');
    assert.match(told, /Lek, who is no longer in this shop/);
    assert.match(resumed?.text ?? '', /Runs again: Status/);
    assert.deepEqual([running?.paused, running?.person], [null, 'Nok']);
  });

  it('is listed, paused and deleted', async (t) => {
    const shop = await openShop(t);
    const { settings, ledger } = shop.tenban.house;
    const made = await schedule(shop, SOON);

    const [list] = await shop.say('every');
    await shop.tap(/^1\. Status/);
    const [paused] = await shop.tap('Pause');
    const whilePaused = await ledger.dues.get(`schedule:${made.id}`);
    const [removed] = await shop.tap('Delete');

    assert.match(list?.text ?? '', /1 scheduled command\b/);
    assert.match(paused?.text ?? '', /Paused: Status/);
    assert.equal(whilePaused, null);
    assert.match(removed?.text ?? '', /Deleted: Status/);
    assert.deepEqual(await settings.list('schedules'), []);
  });

  it('is due again after a start though its row was lost', async (t) => {
    const shop = await openShop(t);
    const { ledger } = shop.tenban.house;
    const made = await schedule(shop, SOON);
    await ledger.write((tx) => tx.dues.remove(`schedule:${made.id}`));

    await repairSchedules(shop.tenban.house);

    const due = await ledger.dues.get(`schedule:${made.id}`);
    assert.equal(due?.at, Temporal.Instant.from('2026-11-25T03:05:00Z').epochMilliseconds);
  });

  for (const [line, answer] of [
    ['every day at 9:00 refund chrg_test_1 500 damaged', /“Refund” does not run by itself/],
    ['every day at 9:00 dance', /does not know the command “dance”/],
    ['every day at 9:00 status now', /“Status” is not complete/],
  ] as const) {
    it(`is refused as “${line}”`, async (t) => {
      const shop = await openShop(t);

      const [refused] = await shop.say(line);

      assert.match(refused?.text ?? '', answer);
      assert.deepEqual(await shop.tenban.house.settings.list('schedules'), []);
    });
  }

  it('is refused where the person may not do it themselves', async (t) => {
    const shop = await openShop(t);

    const [mine] = await shop.say('every day at 9:00 audit', COLLEAGUE);
    const [viewer] = await shop.say(SOON, VIEWER);

    assert.match(mine?.text ?? '', /You may not use “Audit log” here/);
    assert.match(viewer?.text ?? '', /You may not schedule commands/);
  });

  it('of another shop is as unknown as one that never was', async (t) => {
    const shop = await openShop(t);
    const made = await schedule(shop, SOON);
    const { house } = shop.tenban;
    await schedule(shop, SOON);

    const [rival] = await shop.say('every', RIVAL);

    assert.equal((await house.settings.get('schedules', made.id))?.paused, null);
    assert.match(rival?.text ?? '', /No command is scheduled/);
  });

  it('answers in the group where it was made', async (t) => {
    const shop = await openShop(t);
    await shop.line.say(OPERATOR, `@Tenban ${SOON}`, { group: GROUP });
    await shop.hear(GROUP);
    await shop.tap('Schedule it', OPERATOR, GROUP);

    await shop.pass(6 * MINUTE);

    assert.match(await said(shop, GROUP), /all connections work/);
  });
});
