import { z } from 'zod';
import type { Opn } from '../../clients/opn/client.ts';
import type { Charge } from '../../clients/opn/schema.ts';
import type { Question } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Shop } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import { methodText } from './facts.ts';

/** Opn's ids: `chrg_` or `chrg_test_`, then lower-case letters and digits. */
const PATTERN = /^chrg_(test_)?[0-9a-z]{1,32}$/;
export const ChargeId = z.string().trim().toLowerCase().regex(PATTERN);

const RECENT = 50;
const OFFERED = 10;

/** A word that is meant as a charge, also when it is misspelt behind the prefix. */
export function takeCharge(words: readonly string[]): number {
  return /^chrg_/i.test(words[0] ?? '') ? 1 : 0;
}

/** Asks which charge, with the latest ones that fit as choices. */
export async function askCharge(
  command: string,
  opn: Opn,
  fits: (charge: Charge) => boolean,
): Promise<Omit<Question, 'field'>> {
  const charges = (await opn.recentCharges(RECENT)).filter(fits).slice(0, OFFERED);
  return {
    text: text(`commands.${command}.ask.charge`),
    ...(charges.length === 0 && { lines: [text('refunds.no-recent')] }),
    choices: charges.map((charge) => ({
      label: text('refunds.charge.label', {
        amount: { money: charge.amount },
        method: { text: methodText(charge) },
      }),
      value: charge.id,
    })),
  };
}

/** The charge as it is now. A charge of another account is as unknown here as one that never was. */
export async function openCharge(
  id: string,
  { opn, shop }: { opn: Opn; shop: Shop },
): Promise<Charge> {
  const known = ChargeId.safeParse(id);
  if (!known.success) throw new UserError('commands.charge.wrong.charge', { given: id });
  const charge = await opn.charge(known.data);
  if (charge !== null) return charge;
  throw new UserError(
    'refunds.no.charge.title',
    { charge: id, shop: shop.name },
    { lines: [text('refunds.no.charge.remedy', { shop: shop.name })] },
  );
}
