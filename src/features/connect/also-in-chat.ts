import type { PageDesk, Sheet } from '../../core/page.ts';
import type { Text } from '../../core/text.ts';
import type { Flow } from './flow.ts';

/**
 * What a page refuses is told where the flow began, too: whoever asked may be looking at the chat. Each refusal once, since
 * the address of the page is open to everybody.
 */
export async function alsoInChat(
  sheet: Sheet,
  flow: Flow,
  { connecting }: PageDesk,
): Promise<Sheet> {
  const { id, shop, person, to, locale } = flow;
  const lines = sheet.blocks.flatMap((block) => (block.kind === 'words' ? [block.text] : []));
  const what = [sheet.title, ...lines.slice(0, 1)].map(nameOf).join(' ');
  await connecting.tell({
    key: `connecting:${id}:${what}`,
    shop,
    person,
    to,
    locale,
    message: { tone: 'warn', title: sheet.title, lines },
  });
  return sheet;
}

function nameOf(words: Text): string {
  return 'raw' in words ? 'raw' : words.key;
}
