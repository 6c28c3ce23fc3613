/** `<…>`: a mention, a channel, a group, a special word or a link, with the words shown for it after a bar. */
const MARKED = /<([@#!]?)([^<>|]*)(?:\|([^<>]*))?>/g;
const ENTITIES: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/**
 * What a person typed, from the text Slack makes of it: links as they were shown, people and channels as names, and without
 * the mention of `bot`.
 * https://docs.slack.dev/messaging/formatting-message-text#advanced
 */
export function heardText(text: string, bot: string | null): string {
  return text
    .replace(MARKED, (_, sign: string, target: string, shown?: string) =>
      sign === '@' && target === bot ? ' ' : shownAs(sign, target, shown),
    )
    .replace(/&(?:lt|gt|amp);/g, (entity) => ENTITIES[entity] ?? entity)
    .replace(/[^\S\n]+/g, ' ')
    .normalize('NFC')
    .trim();
}

function shownAs(sign: string, target: string, shown: string | undefined): string {
  if (sign === '') return shown ?? target;
  const name = shown ?? target;
  const bare = name.replace(/^[@#]/, '');
  return sign === '#' ? `#${bare}` : `@${bare}`;
}
