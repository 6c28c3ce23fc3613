import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { codeIn, personCalled, said } from '../support/linking.ts';
import {
  COLLEAGUE,
  GROUP,
  openShop,
  OPERATOR,
  RIVAL,
  STRANGER,
  type TestShop,
  VIEWER,
} from '../support/shop.ts';
import { paid } from '../support/slack-talk.ts';

function labels(answers: readonly { buttons: { label: string }[] }[]): string[] {
  return answers.flatMap(({ buttons }) => buttons.map(({ label }) => label));
}

async function makeOwner(shop: TestShop, id: string): Promise<void> {
  await shop.tenban.house.settings.update(
    'people',
    id,
    (person) => person && { ...person, roles: { ...person.roles, 'baan-suan': 'owner' } },
  );
}

describe('people', () => {
  it('lists who belongs to the shop with role and accounts, and nobody else', async (t) => {
    const shop = await openShop(t);

    const list = await shop.say('people');

    assert.match(said(list), /Baan Suan: 3 people/);
    assert.match(said(list), /Lek\nRole operator · LINE 1 · Slack 1/);
    assert.doesNotMatch(said(list), /Rin/);
  });

  it('is for owners', async (t) => {
    const shop = await openShop(t);

    const refused = await shop.say('people', COLLEAGUE);

    assert.match(said(refused), /needed: owner/);
  });
});

describe('role', () => {
  it('changes what a person may do at once, after a preview, and tells them', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    const before = await shop.say(`refund ${charge} 500 damaged`, VIEWER);

    const check = await shop.say('role Mai operator');
    const done = await shop.tap('Change the role');
    const told = await shop.hear(VIEWER);
    const after = await shop.say(`refund ${charge} 500 damaged`, VIEWER);

    assert.match(said(before), /Your role here: viewer · needed: operator/);
    assert.match(said(check), /So far: viewer · from now on: operator/);
    assert.match(said(done), /Mai is now operator of Baan Suan/);
    assert.match(said(told), /Your role in Baan Suan is now operator/);
    assert.match(said(after), /Check this refund/);
  });

  it('leaves both steps in the audit log', async (t) => {
    const shop = await openShop(t);
    await shop.say('role Mai operator');
    await shop.tap('Change the role');

    const rows = await shop.tenban.house.ledger.audit.list('baan-suan', 10, { action: 'role.' });

    assert.deepEqual(
      rows.map(({ action, actor, subject }) => [action, actor, subject]),
      [
        ['role.ended', 'Nok', 'Mai'],
        ['role.confirmed', 'Nok', 'Mai'],
      ],
    );
  });

  it('keeps the last owner', async (t) => {
    const shop = await openShop(t);

    const demoted = await shop.say('role Nok viewer');
    const removed = await shop.say('remove Nok');

    assert.match(said(demoted), /Baan Suan needs an owner/);
    assert.match(said(removed), /Baan Suan needs an owner/);
  });

  it('keeps one of two owners who take each other’s role at the same time', async (t) => {
    const shop = await openShop(t);
    await makeOwner(shop, 'Lek');
    await shop.say('role Lek viewer', OPERATOR);
    await shop.say('role Nok viewer', COLLEAGUE);

    await Promise.all([
      shop.tap('Change the role', OPERATOR),
      shop.tap('Change the role', COLLEAGUE),
    ]);
    await shop.tenban.house.queue.settled();

    const people = await shop.tenban.house.settings.list('people');
    assert.ok(people.some(({ roles }) => roles['baan-suan'] === 'owner'));
  });

  it('asks who is meant when nobody in the shop is called that', async (t) => {
    const shop = await openShop(t);

    const elsewhere = await shop.say('role Rin viewer');
    const nowhere = await shop.say('role Zed viewer');

    assert.match(said(elsewhere), /Nobody in Baan Suan is called “Rin”/);
    assert.equal(said(elsewhere).replaceAll('Rin', 'Zed'), said(nowhere));
    assert.deepEqual(labels(elsewhere), ['Nok', 'Lek', 'Mai']);
  });

  it('is no command when people of a group only talk', async (t) => {
    const shop = await openShop(t);

    const heard = await shop.say('role play tonight', OPERATOR, GROUP);

    assert.deepEqual(heard, []);
  });
});

describe('remove', () => {
  it('takes every right from all of a person’s accounts at once', async (t) => {
    const shop = await openShop(t);
    const charge = paid(shop);
    await shop.say(`refund ${charge} 500 damaged`, COLLEAGUE);
    await shop.say('remove Lek');
    await shop.tap('Remove');

    const late = await shop.tap('Refund ฿500.00', COLLEAGUE);
    const typed = await shop.say(`charge ${charge}`, COLLEAGUE);

    assert.match(said(late), /no longer valid/);
    assert.match(said(typed), /You may not .* in any shop/);
    assert.equal(shop.opn.refundsOf(charge).length, 0);
  });
});

describe('invite', () => {
  it('gives a code that makes whoever types it a person of the shop', async (t) => {
    const shop = await openShop(t);
    const invitation = await shop.say('invite Ploy Suan operator');

    const answer = await shop.say(`link ${codeIn(invitation)}`, STRANGER);
    const told = await shop.hear();

    const ploy = await personCalled(shop, 'Ploy Suan');
    assert.match(said(invitation), /Invitation for Ploy Suan: operator of Baan Suan/);
    assert.match(said(answer), /belongs to Ploy Suan/);
    assert.deepEqual(ploy?.roles, { 'baan-suan': 'operator' });
    assert.match(said(told), /Ploy Suan used your invitation/);
  });

  it('gives somebody who is known from another shop a role here', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('invite Rin viewer'));

    await shop.say(`link ${code}`, RIVAL);

    const rin = await personCalled(shop, 'Rin');
    assert.deepEqual(rin?.roles, { rival: 'owner', 'baan-suan': 'viewer' });
  });

  it('is worth nothing once the one who invited may not invite any more', async (t) => {
    const shop = await openShop(t);
    await makeOwner(shop, 'Lek');
    const code = codeIn(await shop.say('invite Ploy operator', COLLEAGUE));
    await shop.say('role Lek viewer');
    await shop.tap('Change the role');

    const answer = await shop.say(`link ${code}`, STRANGER);

    assert.match(said(answer), /expired/);
    assert.equal(await personCalled(shop, 'Ploy'), undefined);
  });

  it('does not let somebody back in who was removed since', async (t) => {
    const shop = await openShop(t);
    const code = codeIn(await shop.say('invite Ploy operator'));
    await shop.say(`link ${code}`, STRANGER);
    await shop.say('remove Ploy');
    await shop.tap('Remove');

    await shop.say(`link ${code}`, STRANGER);

    const ploy = await personCalled(shop, 'Ploy');
    assert.deepEqual(ploy?.roles, {});
  });
});

describe('asking for access', () => {
  it('reaches the owners once a day, with a button that leads to the role', async (t) => {
    const shop = await openShop(t);
    await shop.say(`refund ${paid(shop)} 500 damaged`, VIEWER);
    const asked = await shop.tap('Ask for access', VIEWER);
    await shop.tap('Ask for access', VIEWER);

    const wishes = await shop.hear();
    const check = await shop.tap('Give the role');
    await shop.tap('Change the role');

    const mai = await personCalled(shop, 'Mai');
    assert.match(said(asked), /Asked Nok for the role operator/);
    assert.match(said(wishes), /Mai asks to become operator of Baan Suan/);
    assert.equal(wishes.length, 1);
    assert.match(said(check), /Mai becomes operator/);
    assert.deepEqual(mai?.roles, { 'baan-suan': 'operator' });
  });

  it('grants nothing to whoever is no owner', async (t) => {
    const shop = await openShop(t);

    const refused = await shop.say('role Mai owner', VIEWER);

    assert.match(said(refused), /needed: owner/);
  });
});
