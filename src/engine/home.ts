import { NOT_ENDED } from '../core/alert.ts';
import { UpstreamError } from '../core/errors.ts';
import type { Action, Message } from '../core/message.ts';
import { LOCALES } from '../core/settings.ts';
import { raw, text, type Text } from '../core/text.ts';
import { openContext } from './context.ts';
import { draw } from './draw.ts';
import { commandNamed, type House, platformOf } from './house.ts';
import { storeActions } from './post.ts';
import { openAction } from './refusals.ts';
import { onlyOne } from './proceed.ts';
import { type Reaction, readerOf, type Turn } from './turn.ts';

/** Problems named on the page; the rest are a tap away. */
const PROBLEMS = 5;

/** What a person sees on Tenban's own page: today's problems, their shops, what they may do there, and the languages. */
async function homeOf(house: House, turn: Turn): Promise<Message> {
  const help = commandNamed(house, 'help');
  if (help.role !== null) throw new Error('help is for everybody');
  const known = await help.run({}, await openContext(house, turn));
  const shops = turn.shops.map(({ id, name }) => ({
    label: raw(name),
    value: text(`roles.${turn.actor.person?.roles[id] ?? 'none'}`),
  }));
  const problems = await problemsFor(house, turn);
  return {
    ...known,
    lines: [...problems, ...(known.lines ?? [])],
    fields: [...(shops.length > 1 ? shops : []), ...(known.fields ?? [])],
    actions: [
      ...(problems.length > 0 ? [openAction('commands.alerts.label', 'alerts')] : []),
      ...(known.actions ?? []).filter((action) => !isAlerts(action) || problems.length === 0),
    ],
    choices: languagesFor(turn),
  };
}

async function problemsFor({ ledger }: House, { shops }: Turn): Promise<Text[]> {
  if (shops.length === 0) return [];
  const found = await ledger.alerts.list({
    shops: shops.map(({ id }) => id),
    states: NOT_ENDED,
    summary: null,
    limit: PROBLEMS,
  });
  if (found.length === 0) return [text('home.no-problems')];
  const lines = found.map(({ number, message }) =>
    text('home.problem', { number: String(number), title: { text: message.title } }),
  );
  return [text('home.problems'), ...lines];
}

function isAlerts(action: Action): boolean {
  return action.kind === 'open' && action.command === 'alerts';
}

function languagesFor({ shops, locale }: Turn): Action[] {
  if (shops.length === 0) return [];
  const others = LOCALES.filter((other) => other !== locale);
  return others.map((other) => openAction(`languages.${other}`, 'language', { locale: other }));
}

/**
 * Draws the page anew for whoever looks at it. Its buttons live a week; they keep their ids for the day, so that looking
 * often leaves nothing behind. A page that cannot be drawn is no reason to write to anybody.
 */
export async function showHome(house: House, turn: Turn): Promise<Reaction> {
  const { identity } = turn.actor;
  const { address } = turn.inbound;
  const platform = platformOf(house, address.platform);
  if (identity === null || platform.showHome === undefined) return {};
  const reader = readerOf(turn, onlyOne(turn.shops) ?? null);
  const now = house.clock.now();
  const id = `home:${turn.account}:${now.toString().slice(0, 10)}`;
  const shown = { id, address, reader, now: now.epochMilliseconds, fixed: true } as const;
  const { message, rows } = storeActions(house, await homeOf(house, turn), shown);
  await house.ledger.write((tx) => tx.actions.add(rows));
  try {
    await platform.showHome(identity, await draw(house, { message, reader, address }));
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    house.log.warn({ code: error.code, account: turn.account }, 'a home page was not drawn');
  }
  return {};
}
