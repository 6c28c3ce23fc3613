import { z } from 'zod';
import { type Context, defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { peopleNamed } from '../../core/people.ts';
import { type Person, ROLES } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';
import { actAndSay } from './answer.ts';
import { alertField, Named } from './which.ts';

/** Whoever taps: taking over. */
const ME = 'me';
const OFFERED = 10;

const Given = z.object({ alert: Named, person: z.string().trim().min(1).max(100) });
type Given = z.infer<typeof Given>;

/** `assign <alert> <person>`: who looks after it. */
export const assign = defineCommand<Given>({
  name: 'assign',
  role: 'operator',
  uses: [],
  fields: [
    alertField,
    {
      name: 'person',
      rest: true,
      picked: true,
      async ask(_input, context) {
        const people = await capable(context);
        const choices = people.slice(0, OFFERED).map(({ id, name }) => ({
          label: raw(name),
          value: id,
        }));
        return { text: text('commands.assign.ask.person'), choices };
      },
    },
  ],
  input: Given,
  async run({ alert, person: named }, context) {
    const to = named === ME ? context.person.id : await personNamed(named, context);
    return actAndSay(alert, { act: 'assign', to }, context);
  },
});

/** Those who can do something about it: people of the shop who may act there. */
async function capable({ settings, shop }: Context): Promise<Person[]> {
  const people = await settings.list('people');
  return people.filter(({ roles }) => {
    const role = roles[shop.id];
    return role !== undefined && ROLES.indexOf(role) >= ROLES.indexOf('operator');
  });
}

async function personNamed(named: string, context: Context): Promise<string> {
  const found = peopleNamed(named, await capable(context));
  const [person] = found;
  if (person !== undefined && found.length === 1) return person.id;
  throw new UserError(
    'alerts.no-person.title',
    { name: named, shop: context.shop.name },
    { lines: [text('alerts.no-person.remedy')] },
  );
}
