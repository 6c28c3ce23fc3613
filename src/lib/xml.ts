/** A parsed element: text, or children by name. Text stays text: order numbers have leading zeros. */
export type Xml = string | { [name: string]: Xml | Xml[] };

/**
 * Reads XML whose elements in `lists` may come once or many times. Null when it is not well-formed or its root is another
 * one, such as a proxy's HTML page. The parser is loaded by the first document.
 */
export async function parseXml(
  text: unknown,
  { root, lists }: { root: RegExp; lists: ReadonlySet<string> },
): Promise<Xml | null> {
  if (typeof text !== 'string' || text.trim() === '') return null;
  const { XMLParser, XMLValidator } = await import('fast-xml-parser');
  if (XMLValidator.validate(text) !== true) return null;
  const parser = new XMLParser({
    ignoreAttributes: true,
    ignoreDeclaration: true,
    parseTagValue: false,
    trimValues: true,
    isArray: (name) => lists.has(name),
  });
  const document: Record<string, Xml> = parser.parse(text);
  const name = Object.keys(document).find((key) => root.test(key));
  return name === undefined ? null : (document[name] ?? null);
}

/** One flat element with text children, in the order given. */
export function writeXml(root: string, children: Readonly<Record<string, string>>): string {
  const inner = Object.entries(children)
    .map(([name, value]) => `<${name}>${escapeXml(value)}</${name}>`)
    .join('');
  return `<?xml version="1.0" encoding="UTF-8"?><${root}>${inner}</${root}>`;
}

function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
