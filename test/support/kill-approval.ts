import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { systemClock } from '../../src/lib/clock.ts';
import { arm, openWorld, said, startChild, type Step, until, type World } from './kill-world.ts';
import { buttonsOf, textOf } from './line-message.ts';

const APPROVER = `U${'2'.repeat(32)}`;
const settings = {
  people: [
    {
      id: 'lek',
      name: 'Lek',
      roles: { a: 'approver' },
      identities: [{ platform: 'line', id: APPROVER }],
    },
  ],
  limits: [{ id: 'all', shop: 'a', currency: 'THB', perRequest: 10_000 }],
};

async function openAsked(
  t: TestContext,
  databaseUrl: string | null,
): Promise<{ world: World; charge: string }> {
  const world = await openWorld(t, databaseUrl, settings);
  world.line.addUser({ id: APPROVER, name: 'Lek' });
  const { id } = world.opn.seed('a', { amount: 150_000, currency: 'THB' });
  return { world, charge: id };
}

function button(world: World, user: string, label: string): string | null {
  const buttons = world.line.chat(user).flatMap(({ message }) => buttonsOf(message));
  return buttons.findLast((each) => each.label === label)?.data ?? null;
}

async function ask(world: World, charge: string): Promise<string> {
  await world.line.say(world.user, `refund ${charge} 500 damaged`);
  await until('approval can be asked for', () => hasButton(world, world.user, 'Ask for approval'));
  await world.line.tap(world.user, button(world, world.user, 'Ask for approval') ?? '');
  await until('the approver has a card', () => hasButton(world, APPROVER, 'Approve'));
  await systemClock.sleep(100);
  return button(world, APPROVER, 'Approve') ?? '';
}

function hasButton(world: World, user: string, label: string): boolean {
  return button(world, user, label) !== null;
}

function refunds(world: World): number {
  return said(world).filter((text) => text.includes('✅ Refunded')).length;
}

export type KillOptions = {
  /** Where it runs; null: in a folder. */
  database(): Promise<string | null>;
  steps: Step[];
  /** Writes of one approval and its refund, where every one of them is a step. */
  writes?: number;
};

/** Kills Tenban at steps between a tap on Approve and the answers to both, starts it again and counts refunds and answers. */
export function killApproval(name: string, { database, steps, writes }: KillOptions): void {
  describe(`an approval killed at any step, ${name}`, { concurrency: 3 }, () => {
    for (const step of steps) {
      it(`ends in one refund and one answer: ${step.name}`, async (t) => {
        const { world, charge } = await openAsked(t, await database());
        const child = await startChild(t, world);
        const approve = await ask(world, charge);

        const { dead } = await arm(step, { child, opn: world.opn });
        const tap = await world.line.tap(APPROVER, approve);
        await dead;
        await startChild(t, world);
        if (tap.outcomes[0] !== 200) await world.line.redeliver(tap.id);
        await until('both are answered', () => refunds(world) > 0 && isApproved(world));
        await systemClock.sleep(200);

        assert.equal(world.opn.refundsOf(charge).length, 1);
        assert.equal(refunds(world), 1);
      });
    }

    if (writes === undefined) return;
    it('has been killed at every write there is', async (t) => {
      const { world, charge } = await openAsked(t, await database());
      const child = await startChild(t, world);
      const approve = await ask(world, charge);
      await arm({ name: 'never', write: 1_000, when: 'before' }, { child, opn: world.opn });

      await world.line.tap(APPROVER, approve);
      await until('both are answered', () => refunds(world) > 0 && isApproved(world));
      await systemClock.sleep(200);
      const counted = new Promise((resolve) => child.once('message', resolve));
      child.send('count');

      assert.deepEqual(await counted, { writes });
    });
  });
}

function isApproved(world: World): boolean {
  const texts = world.line.chat(APPROVER).map(({ message }) => textOf(message));
  return texts.some((text) => text.includes('✅ Approved: refund'));
}
