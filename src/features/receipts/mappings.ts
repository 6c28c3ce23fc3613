import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { text } from '../../core/text.ts';
import { changeBooks } from './change-options.ts';
import { BOTH, type Both } from './connections.ts';
import { savedMessage } from './saved.ts';
import { booksOf } from './start.ts';

/** Offered as buttons, so many at most; any other is typed. */
const OFFERED = 12;

const AccountGiven = z.object({
  use: z.enum(['sales', 'shipping']),
  account: z.string().regex(/^\d{6}$/),
});
type AccountGiven = z.infer<typeof AccountGiven>;

/** `peak account`: which account of PEAK goods, or shipping, are booked to. */
export const peakAccount = defineCommand<AccountGiven, AccountGiven, Both>({
  name: 'peak-account',
  role: 'operator',
  uses: BOTH,
  fields: [
    {
      name: 'use',
      options: (['sales', 'shipping'] as const).map((use) => ({
        label: text(`receipts.account.${use}`),
        value: use,
      })),
    },
    {
      name: 'account',
      ask: async (_input, { peak }) => ({
        text: text('commands.peak-account.ask.account'),
        choices: (await peak.accounts())
          .filter(({ code }) => code.startsWith('4'))
          .slice(0, OFFERED)
          .map(({ code, name }) => ({ label: { raw: `${code} ${name}` }, value: code })),
      }),
    },
  ],
  input: AccountGiven,
  async run({ use, account }, context) {
    const known = (await context.peak.accounts()).find(({ code }) => code === account);
    if (known === undefined)
      throw new UserError('commands.peak-account.wrong.account', { given: account });
    const { id } = await booksOf(context);
    const option = use === 'sales' ? 'salesAccount' : 'shippingAccount';
    await changeBooks(context.settings, id, () => ({ [option]: account }));
    return savedMessage(context);
  },
});

const PaymentGiven = z.object({ bank: z.string().min(1), method: z.string().min(1) });
type PaymentGiven = z.infer<typeof PaymentGiven>;

/** `peak payment`: which payment method of PEAK a bank account of Page365 is. */
export const peakPayment = defineCommand<PaymentGiven, PaymentGiven, Both>({
  name: 'peak-payment',
  role: 'operator',
  uses: BOTH,
  fields: [
    {
      name: 'bank',
      ask: async (_input, { page365 }) => ({
        text: text('commands.peak-payment.ask.bank'),
        choices: (await page365.bankAccounts())
          .slice(0, OFFERED)
          .map(({ id, name, bank, number }) => ({
            label: { raw: `${bank} ${number.slice(-4)} ${name}` },
            value: id,
          })),
      }),
    },
    {
      name: 'method',
      ask: async (_input, { peak }) => ({
        text: text('commands.peak-payment.ask.method'),
        choices: (await peak.paymentMethods())
          .slice(0, OFFERED)
          .map(({ id, code, name }) => ({ label: { raw: name === '' ? code : name }, value: id })),
      }),
    },
  ],
  input: PaymentGiven,
  async run({ bank, method }, context) {
    const known = (await context.peak.paymentMethods()).find(({ id }) => id === method);
    if (known === undefined)
      throw new UserError('commands.peak-payment.wrong.method', { given: method });
    const { id, receipts } = await booksOf(context);
    const paymentMethods = {
      ...receipts.paymentMethods,
      [bank]: { id: known.id, code: known.code },
    };
    await changeBooks(context.settings, id, () => ({ paymentMethods }));
    return savedMessage(context);
  },
});
