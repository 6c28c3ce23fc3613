import type { messagingApi } from '@line/bot-sdk';
import type { Drawn, DrawnAction } from '../../core/platform.ts';
import { cut, oneLine, visible } from '../../lib/cut.ts';
import { captionParts, fieldParts, footerOf, heroOf, lineParts, moreNote } from './facts.ts';
import { BUBBLE_BYTES, bytesOf, CAROUSEL_BUBBLES, CAROUSEL_BYTES } from './limits-flex.ts';
import { dealRows, type Page } from './pages.ts';
import { INK, STRIP } from './palette.ts';
import { type Component, filled, rule, textPart, vertical } from './parts.ts';
import { type DrawnTable, drawTable } from './table.ts';

const ROWS_PER_PAGE = 20;
/** Room kept free for the note about what was left out, and for commas and brackets. */
const SPARE_BYTES = 1_000;

type Bubble = messagingApi.FlexBubble;

/**
 * A message as one Flex card: strip in the tone's colour, picture, title, lines, facts, table, buttons. A long table goes
 * on in further bubbles to swipe through; what still does not fit is said in words.
 * https://developers.line.biz/en/docs/messaging-api/using-flex-messages/
 */
export function drawCard(message: Drawn, actions: DrawnAction[]): messagingApi.FlexContainer {
  const footer = footerOf(message, actions);
  const bubble = (rows: Component[]): Bubble => firstBubble(message, footer, rows);
  if (message.table === undefined || message.table.rows.length === 0) return bubble([]);

  const table = drawTable(message.table);
  const { pages, left } = dealPages(message, table, bytesOf(bubble(tableParts(table, []))));
  const note = moreNote(message, left);
  const bubbles = pages.map((page, index) => {
    const notes = index === pages.length - 1 ? note : [];
    if (index === 0) return bubble([...tableParts(table, page.rows), ...notes]);
    return pageBubble(message, table, { page, notes });
  });
  const [first] = bubbles;
  if (bubbles.length === 1 && first !== undefined) return first;
  return { type: 'carousel', contents: bubbles };
}

function dealPages(message: Drawn, table: DrawnTable, used: number): ReturnType<typeof dealRows> {
  const overhead =
    bytesOf(pageBubble(message, table, { page: { rows: [], from: 1 }, notes: [] })) + 20;
  return dealRows(table.rows, {
    first: BUBBLE_BYTES - used - SPARE_BYTES,
    page: BUBBLE_BYTES - overhead - SPARE_BYTES,
    total: CAROUSEL_BYTES - used - 2 * SPARE_BYTES,
    overhead,
    pages: CAROUSEL_BUBBLES,
    rowsPerPage: ROWS_PER_PAGE,
  });
}

function firstBubble(
  message: Drawn,
  footer: messagingApi.FlexBox | null,
  rows: Component[],
): Bubble {
  const hero = heroOf(message);
  const fields = fieldParts(message);
  const title = textPart(cut(visible(message.title).trim(), { utf16: 400 }), {
    weight: 'bold',
    size: 'lg',
    color: INK.title,
  });
  const lines = [...lineParts(message), ...captionParts(message)];
  const body = [
    title,
    ...(lines.length === 0 ? [] : [vertical(lines, { spacing: 'sm', margin: 'md' })]),
    ...(fields.length === 0 ? [] : [rule('lg'), vertical(fields, { spacing: 'sm', margin: 'lg' })]),
    ...rows,
  ];
  return {
    type: 'bubble',
    size: 'mega',
    header: stripOf(message),
    ...(hero !== null && { hero }),
    body: vertical(body, { paddingAll: 'xl' }),
    ...(footer !== null && { footer }),
    ...(footer !== null && { styles: { footer: { separator: true, separatorColor: INK.rule } } }),
  };
}

function stripOf({ tone }: Drawn): messagingApi.FlexBox {
  return vertical([], { height: '6px', paddingAll: 'none', backgroundColor: STRIP[tone] });
}

function pageBubble(
  message: Drawn,
  table: DrawnTable,
  { page, notes }: { page: Page; notes: Component[] },
): Bubble {
  const title = cut(filled(oneLine(message.title)), { graphemes: 60, utf16: 180 });
  const range = `${page.from}–${page.from + page.rows.length - 1} / ${table.rows.length}`;
  const body = [
    textPart(title, { weight: 'bold', color: INK.title }),
    textPart(range, { size: 'xs', color: INK.quiet }),
    ...tableParts(table, page.rows),
    ...notes,
  ];
  return {
    type: 'bubble',
    size: 'mega',
    header: stripOf(message),
    body: vertical(body, { paddingAll: 'xl' }),
  };
}

/** The rows under their head, parted from what is above. */
function tableParts({ head }: DrawnTable, rows: Component[]): Component[] {
  const contents = head === null ? rows : [head, ...rows];
  return [rule('lg'), vertical(contents, { spacing: 'sm', margin: 'lg' })];
}
