import { z } from 'zod';
import { type AlertRow, NOT_ENDED } from '../../core/alert.ts';
import type { Context, Field } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { asciiDigits } from '../../core/parse/fold.ts';
import { text, type Text } from '../../core/text.ts';

/** An alert as people name it: its number, or the id that its buttons carry. */
export const Named = z.string().trim().min(1).max(64);

const OFFERED = 10;

function isNumber(word: string | undefined): boolean {
  return /^#?\d{1,9}$/.test(asciiDigits((word ?? '').normalize('NFKC')));
}

export function takeAlert(words: readonly string[]): number {
  return isNumber(words[0]) ? 1 : 0;
}

/**
 * Which alert is meant: asked with those that have not ended as choices. Words such as "got it" say nothing alone, also
 * when there is only one: people say them to each other.
 */
export const alertField: Field<object> = {
  name: 'alert',
  picked: true,
  take: takeAlert,
  async ask(_input, { alerts, shop }) {
    const rows = await alerts.list({ states: NOT_ENDED, limit: OFFERED });
    if (rows.length === 0) throw new UserError('alerts.none.title', { shop: shop.name });
    return {
      text: text('alerts.which'),
      choices: rows.map((row) => ({ label: choiceText(row), value: row.id })),
    };
  },
};

export function choiceText({ number, message }: AlertRow): Text {
  return text('alerts.choice', { number: String(number), title: { text: message.title } });
}

/** The alert that is meant. One of another shop is as unknown here as one that never was. */
export async function openAlert(
  named: string,
  { alerts }: Pick<Context, 'alerts'>,
): Promise<AlertRow> {
  const [alert] = await alerts.find(named);
  if (alert === undefined) throw unknownAlert(named);
  return alert;
}

export function unknownAlert(named: string): UserError {
  const title = isNumber(named) ? 'alerts.unknown.number' : 'alerts.unknown.title';
  return new UserError(
    title,
    { alert: named.replace('#', '') },
    {
      lines: [text('alerts.unknown.remedy')],
      actions: [
        { kind: 'open', label: text('commands.alerts.label'), command: 'alerts', input: {} },
      ],
    },
  );
}
