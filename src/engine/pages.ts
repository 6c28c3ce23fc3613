import type { Block, FeaturePage, Page, Sheet, SheetField } from '../core/page.ts';
import { text, type Text } from '../core/text.ts';
import { localeAccepted } from '../lib/accept-language.ts';
import { SHEET_HEADERS, sheetPage } from '../lib/sheet-page.ts';
import { createConnecting } from './connecting.ts';
import type { House } from './house.ts';

type Say = (words: Text) => string;

/** The page of a feature, in the language of whoever it is for. What only looks whether it is there is told so. */
export function pageOf(house: House, { path, posts, answer }: FeaturePage): Page {
  const connecting = createConnecting(house);
  return {
    path,
    ...(posts && { posts }),
    async answer(request, params) {
      if (request.method === 'HEAD') return new Response(null, { headers: SHEET_HEADERS });
      const now = house.clock.now();
      const query = new URL(request.url).searchParams;
      const form = request.method === 'POST' ? new URLSearchParams(await request.text()) : null;
      const { settings, defaults } = house;
      const sheet = await answer({ params, query, form }, { now, settings, connecting });
      if ('seeOther' in sheet) return seeOther(sheet.seeOther);
      const accepted = request.headers.get('accept-language');
      const locale = sheet.locale ?? localeAccepted(accepted, defaults.locale);
      const { timeZone } = defaults;
      const times = { timeZone, shopZone: timeZone, now: now.epochMilliseconds };
      const say: Say = (words) => house.words.say(words, { locale, ...times });
      const labels = { copy: say(text('pages.copy')), copied: say(text('pages.copied')) };
      return sheetPage({ ...wordsOf(sheet, say), locale, labels });
    },
  };
}

function seeOther(location: string): Response {
  const headers = { ...SHEET_HEADERS, location };
  return new Response(null, { status: 303, headers });
}

function wordsOf({ status, title, blocks }: Sheet, say: Say): Sheet<string> {
  return { status, title: say(title), blocks: blocks.map((block) => blockOf(block, say)) };
}

function blockOf(block: Block, say: Say): Block<string> {
  switch (block.kind) {
    case 'words':
      return { ...block, text: say(block.text) };
    case 'steps':
      return { ...block, items: block.items.map((item) => ({ ...item, text: say(item.text) })) };
    case 'code':
    case 'link':
      return { ...block, label: say(block.label) };
    case 'form':
    default:
      return {
        kind: 'form',
        submit: say(block.submit),
        fields: block.fields.map((field) => fieldOf(field, say)),
      };
  }
}

function fieldOf({ label, problem, ...field }: SheetField, say: Say): SheetField<string> {
  return { ...field, label: say(label), ...(problem !== undefined && { problem: say(problem) }) };
}
