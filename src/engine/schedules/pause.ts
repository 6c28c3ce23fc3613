import type { Tx } from '../../core/ledger.ts';
import type { Message } from '../../core/message.ts';
import type { Address, Reader } from '../../core/platform.ts';
import type { Schedule } from '../../core/settings.ts';
import { raw, text } from '../../core/text.ts';
import type { DueOutcome } from '../dues.ts';
import type { House } from '../house.ts';
import { directTo } from '../letter.ts';
import { conversationOf, post } from '../post.ts';
import { openAction } from '../refusals.ts';

type Pause = { schedule: Schedule; why: 'right' | 'person'; at: number };

/** Stops a schedule whose person is gone or may not do it any more, and tells the owners and the place of its answers. */
export async function pause(house: House, { schedule, why, at }: Pause): Promise<DueOutcome> {
  await house.settings.update(
    'schedules',
    schedule.id,
    (current) => current && { ...current, paused: current.paused ?? why },
  );
  const message = await noticeOf(house, schedule, why);
  const places = await placesOf(house, schedule);
  return { write: (tx) => tell(house, tx, { schedule, why, at, message, places }) };
}

type Place = { address: Address; reader: Reader };

async function tell(
  house: House,
  tx: Tx,
  { schedule, why, at, message, places }: Pause & { message: Message; places: Place[] },
): Promise<void> {
  const now = house.clock.now().epochMilliseconds;
  await tx.audit.append({
    shop: schedule.shop,
    at: now,
    actor: 'system',
    account: 'system',
    action: 'schedule.stopped',
    subject: schedule.command,
    detail: { schedule: schedule.id, why },
  });
  for (const { address, reader } of places) {
    const key = `schedule:${schedule.id}:${at}:paused:${conversationOf(address)}`;
    await post(house, tx, { key, address, reader, message, weight: 'warning' });
  }
}

async function noticeOf(
  { settings }: House,
  { id, command, person, shop }: Schedule,
  why: 'right' | 'person',
): Promise<Message> {
  const name = (await settings.get('people', person))?.name ?? person;
  const shopName = (await settings.get('shops', shop))?.name ?? shop;
  return {
    tone: 'warn',
    title: text('schedules.stopped.title', {
      command: { text: text(`commands.${command}.label`) },
    }),
    lines: [text(`schedules.stopped.${why}`, { name }), text('schedules.stopped.remedy')],
    fields: [{ label: text('facts.shop'), value: raw(shopName) }],
    actions: [openAction('labels.schedule.view', 'scheduled', { schedule: id })],
  };
}

/** Where the answers went, and every owner in a chat of their own; each place once. */
async function placesOf(house: House, { shop, answer }: Schedule): Promise<Place[]> {
  const { locale = house.defaults.locale } = (await house.settings.get('shops', shop)) ?? {};
  const people = await house.settings.list('people');
  const owners = people.filter(({ roles }) => roles[shop] === 'owner');
  const alone = owners.flatMap((owner): Place[] => {
    const address = directTo(house, owner);
    const reader = { person: owner.id, shop, locale: owner.locale ?? locale };
    return address === null ? [] : [{ address, reader }];
  });
  const there = { address: answer, reader: { person: null, shop, locale } };
  const all = house.platforms.has(answer.platform) ? [...alone, there] : alone;
  return [...new Map(all.map((place) => [conversationOf(place.address), place])).values()];
}
