import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { asciiDigits, foldText } from '../../core/parse/fold.ts';
import { text } from '../../core/text.ts';
import { actAndSay, actionOn } from './answer.ts';
import { alertField, Named, openAlert } from './which.ts';

/** When people are back at work. */
const MORNING = 9;
const LONGEST_HOURS = 72;

/** Hours from now, or the next morning. */
export const For = z
  .string()
  .transform((given) => asciiDigits(foldText(given)))
  .pipe(z.union([z.literal('tomorrow'), z.string().regex(/^\d{1,2}h?$/)]))
  .transform((given) => (given === 'tomorrow' ? given : Number.parseInt(given, 10)))
  .pipe(z.union([z.literal('tomorrow'), z.number().min(1).max(LONGEST_HOURS)]));

const Given = z.object({ alert: Named, for: For.default(1) });
type Given = z.infer<typeof Given>;

const NAME = 'snooze';
/** What the card of an alert has a button for, as long as nobody acknowledged it. */
const CARD_OFFERS = '1h';
const OPTIONS = ['1h', '3h', 'tomorrow'];

/** `snooze <alert> [3h]`: quiet about it for an hour unless said otherwise; it stands where it stood afterwards. */
export const snooze = defineCommand<Given>({
  name: NAME,
  role: 'operator',
  uses: [],
  fields: [
    alertField,
    {
      name: 'for',
      terms: 'snooze',
      optional: true,
      options: OPTIONS.map((value) => ({ label: text(`alerts.snooze.${value}.label`), value })),
      unasked: true,
    },
  ],
  input: Given,
  async run(given, context) {
    const { now, shop } = context;
    const until = endOf(given.for, now, shop.timeZone);
    const said = await actAndSay(given.alert, { act: 'snooze', until }, context);
    const alert = await openAlert(given.alert, context);
    if (alert.state !== 'snoozed') return said;
    const isThere = said.actions?.some((action) => 'command' in action && action.command === NAME);
    const others = OPTIONS.filter((value) => value !== `${given.for}h` && value !== given.for);
    const choices = others
      .filter((value) => value !== CARD_OFFERS || !isThere)
      .map((value) => actionOn(`alerts.snooze.${value}.label`, NAME, alert, { for: value }));
    return { ...said, choices };
  },
});

/** Epoch ms. Mornings are the shop's. */
export function endOf(wanted: Given['for'], now: Temporal.Instant, timeZone: string): number {
  if (wanted !== 'tomorrow') return now.add({ hours: wanted }).epochMilliseconds;
  const tomorrow = now.toZonedDateTimeISO(timeZone).toPlainDate().add({ days: 1 });
  return tomorrow.toZonedDateTime({ timeZone, plainTime: { hour: MORNING } }).epochMilliseconds;
}
