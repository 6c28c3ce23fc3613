import { z } from 'zod';
import { defineCommand } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import { Locale, LOCALES } from '../../core/settings.ts';
import { text } from '../../core/text.ts';

const Given = z.object({ locale: Locale });
type Given = z.infer<typeof Given>;

/** Changes the language Tenban uses for this person, on every platform and in every shop. */
export const language = defineCommand<Given>({
  name: 'language',
  role: 'viewer',
  uses: [],
  fields: [
    {
      name: 'locale',
      options: LOCALES.map((locale) => ({ label: text(`languages.${locale}`), value: locale })),
    },
  ],
  input: Given,
  async run({ locale }, { settings, person }) {
    const updated = await settings.update(
      'people',
      person.id,
      (current) => current && { ...current, locale },
    );
    if (updated === null) throw new UserError('refusals.gone.title');
    return {
      tone: 'good',
      title: text('people.language.done', { language: { text: text(`languages.${locale}`) } }),
    };
  },
});
