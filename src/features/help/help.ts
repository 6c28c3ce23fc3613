import { z } from 'zod';
import { type AnyCommand, defineOpenCommand, type OpenContext } from '../../core/command.ts';
import type { Action, Message } from '../../core/message.ts';
import { text, type Text } from '../../core/text.ts';

const Given = z.object({ page: z.coerce.number().int().positive().optional() });
type Given = z.infer<typeof Given>;

/** What most people come for, in this order; the others are a tap away. */
const FIRST = [
  'why',
  'backfill',
  'refund',
  'charge',
  'aupay-status',
  'aupay-reset',
  'alerts',
  'approvals',
  'status',
  'people',
  'every',
  'link',
  'language',
];
const SHOWN = 8;
const PAGE = 15;
const BUTTONS = 3;

/** Shows what this person may do here, each with an example to copy; a stranger sees how to become known. */
export const help = defineOpenCommand<Given>({
  name: 'help',
  role: null,
  fields: [{ name: 'page', optional: true, unasked: true, take: () => 0 }],
  input: Given,
  async run({ page }, context): Promise<Message> {
    const usable = context.offered.filter((command) => command.name !== 'help');
    if (page !== undefined) return pageOf(usable, page, context);
    const shown = [...usable].sort((a, b) => placeOf(a) - placeOf(b)).slice(0, SHOWN);
    const more = shown.length < usable.length ? [openPage('labels.all-commands', 1)] : [];
    return {
      tone: 'plain',
      title: titleFor(context),
      lines: [text(context.person === null ? await strangersWay(context) : 'help.leave-out')],
      fields: shown.map(factOf),
      actions: [...shown.slice(0, BUTTONS).map(openOf), ...more],
    };
  },
});

function placeOf({ name }: AnyCommand): number {
  const place = FIRST.indexOf(name);
  return place < 0 ? FIRST.length : place;
}

function pageOf(usable: readonly AnyCommand[], page: number, context: OpenContext): Message {
  const last = Math.max(1, Math.ceil(usable.length / PAGE));
  const at = Math.min(page, last);
  return {
    tone: 'plain',
    title: titleFor(context),
    fields: usable.slice((at - 1) * PAGE, at * PAGE).map(factOf),
    actions: at < last ? [openPage('labels.more-commands', at + 1)] : [],
  };
}

function factOf({ name }: AnyCommand): { label: Text; value: Text } {
  return { label: text(`commands.${name}.what`), value: text(`commands.${name}.example`) };
}

function openOf({ name }: AnyCommand): Action {
  return { kind: 'open', label: text(`commands.${name}.label`), command: name, input: {} };
}

function openPage(label: string, page: number): Action {
  return { kind: 'open', label: text(label), command: 'help', input: { page: String(page) } };
}

function titleFor({ person, shops }: OpenContext): Text {
  const shop = shops[0];
  if (person === null || shop === undefined) return text('help.title.stranger');
  if (shops.length > 1)
    return text('help.title.shops', { shops: shops.map(({ name }) => name).join(', ') });
  const role = person.roles[shop.id];
  return text('help.title.shop', {
    shop: shop.name,
    role: { text: text(`roles.${role ?? 'none'}`) },
  });
}

/** On an installation that knows nobody yet, the reader is probably the one who installs it. */
async function strangersWay({ settings }: OpenContext): Promise<string> {
  const people = await settings.list('people');
  return people.length === 0 ? 'help.nobody-yet' : 'help.stranger';
}
