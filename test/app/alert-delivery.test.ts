import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyAct } from '../../src/engine/alerts/change.ts';
import { HOUR, MINUTE, openAlertShop, saidInSlack, type AlertShop } from '../support/alerts.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import {
  CHANNEL,
  COLLEAGUE,
  GROUP,
  OPERATOR,
  SLACK_COLLEAGUE,
  SLACK_OPERATOR,
  TEAM,
  VIEWER,
} from '../support/shop.ts';

/** A quarter past eleven in Bangkok, with a short night ahead; in Tokyo it is two hours later. */
const LATE = '2026-11-25T16:15:00Z';
const NIGHT = { from: '23:00', to: '23:45' };
const OPS = { to: 'slack', team: TEAM, channel: CHANNEL } as const;

function act(shop: AlertShop, id: string, name: 'acknowledge' | 'resolve'): Promise<unknown> {
  const { house } = shop.tenban;
  const at = shop.clock.now().epochMilliseconds;
  const acted = { by: 'Lek', via: 'slack', at };
  return house.ledger.write((tx) => applyAct(house, tx, { id, act: { act: name }, acted }));
}

async function texts(shop: AlertShop, line: string): Promise<string[]> {
  return (await shop.hear(line)).map(({ text }) => text);
}

describe('an alert', () => {
  it('tells everybody who may act when there is no route, once each', async (t) => {
    const shop = await openAlertShop(t);

    await shop.problem();
    await shop.problem();

    const heard = await Promise.all([OPERATOR, COLLEAGUE, VIEWER].map((id) => texts(shop, id)));
    assert.deepEqual(
      heard.map(({ length }) => length),
      [1, 1, 0],
    );
    assert.match(heard[0]?.[0] ?? '', /A refund is stuck/);
  });

  it('goes where routes say, once however many name the same place', async (t) => {
    const shop = await openAlertShop(t);
    await shop.route({ targets: [OPS, { to: 'line', group: GROUP }] });
    await shop.route({
      features: ['refunds'],
      targets: [OPS, { to: 'person', person: 'Lek', on: 'slack' }],
    });
    await shop.route({ severities: ['urgent'], targets: [{ to: 'role', role: 'owner' }] });

    await shop.problem();

    assert.equal(saidInSlack(shop, CHANNEL).length, 1);
    assert.equal(saidInSlack(shop, shop.slack.direct(SLACK_COLLEAGUE)).length, 1);
    assert.equal((await shop.hear(GROUP)).length, 1);
    assert.equal((await shop.hear(OPERATOR)).length, 0);
  });

  it('is not told when it ended before it could be', async (t) => {
    const shop = await openAlertShop(t);
    shop.line.faults.set({ kind: '500', path: '/push' });
    const id = await shop.problem();

    await act(shop, id, 'resolve');
    shop.line.faults.set(null);
    await shop.pass(HOUR);

    assert.equal((await shop.hear(OPERATOR)).length, 0);
  });
});

describe('quiet hours', () => {
  it('keep an alert until the morning, and drop what ended in the night', async (t) => {
    const shop = await openAlertShop(t, { clock: createFakeClock(LATE) });
    await shop.route({ targets: [{ to: 'role', role: 'owner' }], quiet: NIGHT });
    const over = await shop.problem({ cause: 'over' });
    await shop.problem({ cause: 'stays' });
    await act(shop, over, 'resolve');

    await shop.pass(29 * MINUTE);
    const before = await texts(shop, OPERATOR);
    await shop.pass(2 * MINUTE);
    const after = await texts(shop, OPERATOR);

    assert.deepEqual(before, []);
    assert.equal(after.length, 1);
    assert.match(after[0] ?? '', /A refund is stuck/);
    assert.doesNotMatch(after[0] ?? '', /of the night/);
  });

  it('tell nothing to somebody who has left in the night', async (t) => {
    const shop = await openAlertShop(t, { clock: createFakeClock(LATE) });
    await shop.route({ targets: [{ to: 'person', person: 'Lek' }], quiet: NIGHT });
    for (const cause of ['one', 'two']) await shop.problem({ cause });
    await shop.person('Lek', () => ({ roles: {} }));

    await shop.pass(31 * MINUTE);

    assert.deepEqual(await texts(shop, COLLEAGUE), []);
    assert.equal(await shop.tenban.house.ledger.outbox.heldCount(), 0);
  });

  it('lose nothing of a night with more alerts than one digest takes', async (t) => {
    const shop = await openAlertShop(t, { clock: createFakeClock(LATE) });
    await shop.route({ targets: [OPS], quiet: NIGHT });
    for (let night = 1; night <= 203; night += 1) await shop.problem({ kind: `refunds.k${night}` });

    await shop.pass(31 * MINUTE);

    const said = shop.slack.channel(CHANNEL).map(({ text }) => text);
    assert.equal(said.length, 2);
    assert.match(said[0] ?? '', /200 alerts of the night/);
    assert.match(said[1] ?? '', /3 alerts of the night/);
  });

  it('give one digest of what is still open, with a button for each', async (t) => {
    const shop = await openAlertShop(t, { clock: createFakeClock(LATE) });
    await shop.route({ targets: [OPS], quiet: NIGHT, remind: { open: 20 } });
    for (const cause of ['one', 'two', 'three'])
      await shop.problem({ cause, message: { tone: 'warn', title: { raw: `Problem ${cause}` } } });

    await shop.pass(31 * MINUTE);

    const messages = shop.slack.channel(CHANNEL);
    assert.equal(messages.length, 1);
    assert.match(messages[0]?.text ?? '', /3 alerts of the night/);
    const blocks = JSON.stringify(messages[0]?.blocks);
    for (const words of ['Problem one', 'Problem two', 'Problem three', 'Show #1', 'Show #3'])
      assert.ok(blocks.includes(words), words);
  });

  it('let urgent alerts through', async (t) => {
    const shop = await openAlertShop(t, { clock: createFakeClock(LATE) });
    await shop.route({ targets: [OPS], quiet: NIGHT });

    await shop.problem({ severity: 'urgent' });

    assert.equal(saidInSlack(shop, CHANNEL).length, 1);
  });

  it('are the reader’s own, in their zone', async (t) => {
    const shop = await openAlertShop(t, { clock: createFakeClock(LATE) });
    await shop.person('Lek', () => ({ timeZone: 'Asia/Tokyo' }));
    await shop.route({
      targets: ['Nok', 'Lek'].map((person) => ({ to: 'person', person })),
      quiet: NIGHT,
    });

    await shop.problem();

    const [nok, lek] = await Promise.all([OPERATOR, COLLEAGUE].map((id) => texts(shop, id)));
    assert.deepEqual([nok?.length, lek?.length], [0, 1]);
  });
});

describe('an alert that nobody acknowledges', () => {
  const escalate = [
    { after: 10, hours: 'any' as const, targets: [{ to: 'person' as const, person: 'Lek' }] },
    {
      after: 20,
      hours: 'any' as const,
      targets: [{ to: 'role' as const, role: 'owner' as const }],
    },
  ];

  it('is told to the next step in time, once, and notes it', async (t) => {
    const shop = await openAlertShop(t);
    await shop.route({ targets: [OPS], escalate });
    const id = await shop.problem();

    await shop.pass(11 * MINUTE);
    const first = [(await shop.hear(COLLEAGUE)).length, (await shop.hear(OPERATOR)).length];
    await shop.pass(3 * HOUR);

    const second = [(await shop.hear(COLLEAGUE)).length, (await shop.hear(OPERATOR)).length];
    const notes = await shop.tenban.house.ledger.alerts.notes(id);
    assert.deepEqual(
      [first, second],
      [
        [1, 0],
        [0, 1],
      ],
    );
    assert.deepEqual(
      notes.map(({ kind, by, text }) => [kind, by, text]),
      [
        ['escalated', 'system', 'Lek'],
        ['escalated', 'system', 'Nok'],
      ],
    );
  });

  it('goes no further once somebody has', async (t) => {
    const shop = await openAlertShop(t);
    await shop.route({ targets: [OPS], escalate });
    const id = await shop.problem();
    await shop.pass(11 * MINUTE);
    await shop.hear(COLLEAGUE);

    await act(shop, id, 'acknowledge');
    await shop.pass(HOUR);

    assert.equal((await shop.hear(OPERATOR)).length, 0);
  });

  it('waits for business hours, over a holiday the shop added', async (t) => {
    const shop = await openAlertShop(t, { clock: createFakeClock('2026-11-26T16:45:00Z') });
    await shop.tenban.house.settings.update('shops', 'baan-suan', (before) =>
      before === null
        ? null
        : {
            ...before,
            hours: { days: [1, 2, 3, 4, 5], from: '00:00', to: '23:59' },
            holidays: { added: ['2026-11-26'], removed: [] },
          },
    );
    const steps = [{ after: 10, hours: 'business' as const, targets: escalate[0]?.targets ?? [] }];
    await shop.route({ targets: [OPS], escalate: steps });
    await shop.problem();

    await shop.pass(24 * MINUTE);
    const early = (await shop.hear(COLLEAGUE)).length;
    await shop.pass(2 * MINUTE);

    assert.equal(early, 0);
    assert.equal((await shop.hear(COLLEAGUE)).length, 1);
  });

  it('reminds once per interval, also after a time when nothing ran', async (t) => {
    const shop = await openAlertShop(t);
    await shop.route({ targets: [OPS], remind: { open: 30, acknowledged: 120 } });
    const id = await shop.problem();

    await shop.pass(65 * MINUTE);
    const open = saidInSlack(shop, CHANNEL).filter((text) => text.includes('Reminder'));
    await act(shop, id, 'acknowledge');
    await shop.pass(125 * MINUTE);
    const all = saidInSlack(shop, CHANNEL).filter((text) => text.includes('Reminder'));

    assert.equal(open.length, 2);
    assert.equal(all.length, 3);
    assert.match(all[2] ?? '', /not resolved yet/);
  });
});

describe('a snoozed alert', () => {
  it('comes back at its time as a reminder', async (t) => {
    const shop = await openAlertShop(t);
    const { house } = shop.tenban;
    await shop.route({ targets: [OPS, { to: 'person', person: 'Nok', on: 'slack' }] });
    const id = await shop.problem();
    const at = shop.clock.now().epochMilliseconds;
    const acted = { by: 'Lek', via: 'slack', at };
    await house.ledger.write((tx) =>
      applyAct(house, tx, { id, act: { act: 'snooze', until: at + HOUR }, acted }),
    );

    await shop.pass(59 * MINUTE);
    const before = saidInSlack(shop, CHANNEL).length;
    await shop.pass(2 * MINUTE);

    const row = await house.ledger.alerts.get(id);
    assert.deepEqual([before, saidInSlack(shop, CHANNEL).length], [1, 2]);
    assert.equal(saidInSlack(shop, shop.slack.direct(SLACK_OPERATOR)).length, 2);
    assert.equal(row?.state, 'open');
  });
});
