import type { Block, Sheet } from '../../core/page.ts';
import type { Locale } from '../../core/settings.ts';
import { text, type Values } from '../../core/text.ts';
import { consoleAddress, hookAddress } from './addresses.ts';

/** The events that the sync makes use of, as Nhanh names them. https://apidocs.nhanh.vn/v3/webhooks/webhooks */
const EVENTS = [
  'productAdd',
  'productUpdate',
  'productDelete',
  'orderAdd',
  'orderUpdate',
  'orderDelete',
  'orderPartialReturn',
  'appUninstalled',
].join(', ');

type Said = { locale?: Locale; status: number; values?: Values };

/** A page that says one thing: its title, and what to do. */
export function saying(name: string, { locale, status, values }: Said): Sheet {
  return {
    status,
    ...(locale !== undefined && { locale }),
    title: text(`connect.page.${name}.title`, values),
    blocks: [{ kind: 'words', text: text(`connect.page.${name}.remedy`, values), tone: 'warn' }],
  };
}

type Hooks = { baseUrl: string; app: string; verifyToken: string; from: number };

/** What is to be done in Nhanh's console about webhooks, and the test product after it. */
export function hookSteps({ baseUrl, app, verifyToken, from }: Hooks): Block[] {
  const step = (name: string, copy?: string) => ({
    text: text(`connect.page.hooks.${name}`),
    ...(copy !== undefined && { copy }),
  });
  return [
    { kind: 'words', text: text('connect.page.hooks.title') },
    {
      kind: 'steps',
      from,
      items: [
        step('edit', consoleAddress(app)),
        step('address', hookAddress(baseUrl, app)),
        step('token', verifyToken),
        step('events', EVENTS),
        step('product'),
      ],
    },
  ];
}
