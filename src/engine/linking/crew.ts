import type { Context } from '../../core/command.ts';
import type { Crew } from '../../core/linking.ts';
import type { Message } from '../../core/message.ts';
import type { Role } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import type { House } from '../house.ts';
import { letterTo } from '../letter.ts';
import { post } from '../post.ts';

/** What running commands may do about the people of their shop. `execution` names the request. */
export function createCrew(house: House, context: Context, execution: string): Crew {
  return {
    ask: (role) => ask(house, context, role),
    async tell(person, message) {
      const key = `crew:${execution}:${person.id}`;
      const letter = await letterTo(house, person, { key, shop: context.shop.id, message });
      if (letter !== null) await house.ledger.write((tx) => post(house, tx, letter));
    },
    note: (action, subject, detail) =>
      house.ledger.write((tx) =>
        tx.audit.append({
          shop: context.shop.id,
          at: house.clock.now().epochMilliseconds,
          actor: context.person.id,
          account: context.linking.account,
          action,
          subject,
          detail,
        }),
      ),
  };
}

/** Each owner hears of the same wish once a day, the day in the shop's zone. */
async function ask(house: House, { shop, person, now }: Context, role: Role): Promise<string[]> {
  const people = await house.settings.list('people');
  const owners = people.filter(({ roles }) => roles[shop.id] === 'owner');
  const day = now.toZonedDateTimeISO(shop.timeZone).toPlainDate().toString();
  const message = wishMessage({ name: person.name, id: person.id, shop: shop.name, role });
  const letters = await Promise.all(
    owners.map((owner) => {
      const key = `access:${shop.id}:${person.id}:${role}:${day}:${owner.id}`;
      return letterTo(house, owner, { key, shop: shop.id, message });
    }),
  );
  const sent = letters.filter((letter) => letter !== null);
  await house.ledger.write(async (tx) => {
    for (const letter of sent) await post(house, tx, letter);
  });
  return owners.filter((_, index) => letters[index] !== null).map(({ name }) => name);
}

type Wish = { name: string; id: string; shop: string; role: Role };

function wishMessage({ name, id, shop, role }: Wish): Message {
  const asked = { text: text(`roles.${role}`) };
  return {
    tone: 'plain',
    title: text('people.access.wish', { name, role: asked, shop }),
    lines: [text('people.access.remedy')],
    actions: [
      {
        kind: 'open',
        label: text('people.access.grant'),
        command: 'role',
        input: { person: id, role },
      },
    ],
  };
}
