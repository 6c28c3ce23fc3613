import type { Charge } from '../../clients/opn/schema.ts';
import type { Message } from '../../core/message.ts';
import type { Money } from '../../core/money.ts';
import { raw, text, type Text } from '../../core/text.ts';

type Facts = NonNullable<Message['fields']>;

/** Visa 4242, PromptPay …: the charge's payment method, Opn's own name where we have no better one. */
export function methodText({ method }: Charge): Text {
  if (method.kind === 'card')
    return text('opn.method.card', { brand: method.brand, digits: method.lastDigits });
  return text('opn.method.source', { source: method.type });
}

export function moneyText(money: Money): Text {
  return text('facts.value.money', { amount: { money } });
}

export function timeText(at: string): Text {
  return text('facts.value.at', { at: { at, as: 'time' } });
}

/** Which charge this is. */
export function chargeFacts(charge: Charge): Facts {
  const facts: Facts = [
    { label: text('facts.charge'), value: raw(charge.id) },
    { label: text('facts.method'), value: methodText(charge) },
    { label: text('facts.charged-at'), value: timeText(charge.createdAt) },
  ];
  if (charge.description === null) return facts;
  return [...facts, { label: text('facts.description'), value: raw(charge.description) }];
}

/** Its money, in the order it moved. */
export function moneyFacts(charge: Charge): Facts {
  return [
    { label: text('facts.charged'), value: moneyText(charge.amount) },
    { label: text('facts.captured'), value: moneyText(charge.captured) },
    { label: text('facts.refunded'), value: moneyText(charge.refunded) },
    { label: text('facts.refundable'), value: moneyText(charge.remaining) },
  ];
}
