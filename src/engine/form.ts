import type { AnyShopCommand, Field } from '../core/command.ts';
import { UpstreamError } from '../core/errors.ts';
import type { ActionRow } from '../core/ledger.ts';
import type { Input } from '../core/message.ts';
import type { DrawnForm } from '../core/platform.ts';
import type { Shop } from '../core/settings.ts';
import { type Text, text } from '../core/text.ts';
import type { View } from '../i18n/words.ts';
import { SHOP } from './ask.ts';
import { viewOf } from './draw.ts';
import { type House, platformOf } from './house.ts';
import { readerOf, type Turn } from './turn.ts';

const FORM_LASTS = 60 * 60_000;

type Form = { command: AnyShopCommand; input: Input; shop: Shop };

/**
 * Asks for all arguments at once, where the platform has forms and the tap that leads here is fresh enough. False: ask in
 * the conversation instead.
 */
export async function openForm(house: House, turn: Turn, form: Form): Promise<boolean> {
  const platform = platformOf(house, turn.channel.platform);
  const { trigger } = turn.inbound;
  const now = house.clock.now().epochMilliseconds;
  if (platform.openForm === undefined || trigger === undefined || trigger.until <= now)
    return false;
  const id = house.tokens.newId();
  await house.ledger.write((tx) => tx.actions.add([formRow(id, turn, { ...form, now })]));
  const view = await viewOf(house, readerOf(turn, form.shop));
  const { command, input } = form;
  const drawn = drawForm(house, { command, input, token: house.tokens.sign(id), view });
  try {
    return await platform.openForm(drawn, trigger);
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    house.log.warn({ code: error.code }, 'a form could not be opened');
    return false;
  }
}

function formRow(
  id: string,
  turn: Turn,
  { command, input, shop, now }: Form & { now: number },
): ActionRow {
  return {
    id,
    kind: 'open',
    command: command.name,
    input: { ...input, [SHOP]: shop.id },
    seen: null,
    shop: shop.id,
    conversation: turn.conversation,
    outbox: turn.card,
    of: null,
    said: null,
    createdAt: now,
    expiresAt: now + FORM_LASTS,
    usedBy: null,
    usedAt: null,
  };
}

/** What is picked in the conversation goes along unseen. */
export function isInForm({ picked, unasked }: Pick<Field<object>, 'picked' | 'unasked'>): boolean {
  return !picked && !unasked;
}

type Drawing = { command: AnyShopCommand; input: Input; token: string; view: View };

function drawForm(house: House, { command, input, token, view }: Drawing): DrawnForm {
  const say = (words: Text): string => house.words.say(words, view);
  return {
    locale: view.locale,
    token,
    title: say(text(`commands.${command.name}.label`)),
    submit: say(text('labels.continue')),
    close: say(text('labels.back')),
    fields: command.fields.filter(isInForm).map((field) => ({
      name: field.name,
      label: say(text(`commands.${command.name}.field.${field.name}`)),
      optional: field.optional ?? false,
      multiline: field.rest ?? false,
      ...valueOf(input, field.name),
      ...choicesOf(field, view, say),
    })),
  };
}

function choicesOf(
  { options, offers }: Pick<Field<object>, 'options' | 'offers'>,
  { now }: View,
  say: (words: Text) => string,
): Pick<DrawnForm['fields'][number], 'choices'> {
  const offered = options ?? offers?.(Temporal.Instant.fromEpochMilliseconds(now));
  return offered
    ? { choices: offered.map(({ label, value }) => ({ label: say(label), value })) }
    : {};
}

function valueOf(input: Input, name: string): { value?: string } {
  const value = input[name];
  return value === undefined ? {} : { value };
}
