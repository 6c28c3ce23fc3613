import type { Drawn } from '../../core/platform.ts';
import { cut, oneLine, visible } from '../../lib/cut.ts';

export type Mail = { subject: string; text: string; html: string };

/** Long enough for a fact, short enough for a list of mails. */
const SUBJECT = { utf16: 200 };

/**
 * Draws a message as a mail: its title is the subject, the rest plain words and the same as simple HTML. A mail has no
 * buttons, because whoever holds it could press them: only links remain.
 */
export function render(message: Drawn): Mail {
  const parts = partsOf(message);
  return {
    subject: cut(oneLine(message.title), SUBJECT),
    text: parts.map(({ text }) => text).join('\n\n'),
    html: htmlOf(message, parts.map(({ html }) => html).join('\n')),
  };
}

type Part = { text: string; html: string };

function partsOf({ title, lines = [], fields = [], table, actions }: Drawn): Part[] {
  return [
    { text: visible(title), html: `<h1 style="font-size:18px">${escape(title)}</h1>` },
    ...lines.map((line) => ({ text: visible(line), html: `<p>${escape(line)}</p>` })),
    ...(fields.length > 0 ? [tablePart(fields.map(({ label, value }) => [label, value]))] : []),
    ...(table === undefined ? [] : [tablePart([table.head, ...table.rows])]),
    ...actions.flatMap((action) => ('url' in action ? [linkPart(action)] : [])),
  ];
}

function tablePart(rows: readonly (readonly string[])[]): Part {
  const cells = (row: readonly string[]): string =>
    row.map((cell) => `<td style="padding:2px 12px 2px 0">${escape(cell)}</td>`).join('');
  return {
    text: rows.map((row) => row.map(oneLine).join(' · ')).join('\n'),
    html: `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`,
  };
}

function linkPart({ label, url }: { label: string; url: string }): Part {
  return {
    text: `${oneLine(label)}: ${url}`,
    html: `<p><a href="${escape(url)}">${escape(label)}</a></p>`,
  };
}

function htmlOf({ locale, title }: Drawn, body: string): string {
  const head = `<meta charset="utf-8"><title>${escape(title)}</title>`;
  const look = 'font-family:sans-serif;line-height:1.6';
  return `<!doctype html>\n<html lang="${locale}"><head>${head}</head><body style="${look}">\n${body}\n</body></html>\n`;
}

const ENTITIES: { [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escape(text: string): string {
  return visible(text)
    .replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .replaceAll('\n', '<br>');
}
