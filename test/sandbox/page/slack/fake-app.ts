import { Hono } from 'hono';
import { z } from 'zod';
import { APP } from '../stage.ts';

const Payload = z.looseObject({
  type: z.string(),
  trigger_id: z.string(),
  channel: z.object({ id: z.string() }).optional(),
  message: z.object({ ts: z.string() }).optional(),
  response_url: z.string().optional(),
  actions: z.array(z.looseObject({ value: z.string().optional() })).optional(),
  view: z.looseObject({ state: z.unknown() }).optional(),
});
type Payload = z.infer<typeof Payload>;

/**
 * An app that answers a command with a card, or with a form when it says so, and changes the card when it is tapped,
 * through Slack's own API. A form is refused until its amount is a number.
 */
export function createFakeApp(slackUrl: string): { web: Hono; asked: string[] } {
  const asked: string[] = [];
  const web = new Hono();

  async function call(method: string, body: object): Promise<void> {
    const authorization = `Bearer ${APP.botToken}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const url = `${slackUrl}/api/${method}`;
    await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async function tapped({ channel, message, response_url: url = '', actions }: Payload) {
    asked.push(actions?.[0]?.value ?? 'chosen');
    await call('chat.update', { channel: channel?.id, ts: message?.ts, ...said('คืนเงินแล้ว') });
    await fetch(url, { method: 'POST', body: '{"text":"เห็นคนเดียว"}', headers: JSON_BODY });
  }

  web.post('/slack/events', async (c) => {
    const fields = new URLSearchParams(await c.req.text());
    const command = fields.get('text');
    if (command?.includes('form')) {
      await call('views.open', { trigger_id: fields.get('trigger_id'), view: FORM });
      return c.body(null);
    }
    if (command !== null) {
      await call('chat.postMessage', { channel: fields.get('channel_id'), ...CARD });
      return c.body(null);
    }
    const payload = Payload.parse(JSON.parse(fields.get('payload') ?? '{}'));
    asked.push(payload.type);
    if (payload.type === 'block_actions') await tapped(payload);
    if (payload.type !== 'view_submission') return c.body(null);
    const filled = JSON.stringify(payload.view?.state);
    const isNumber = /"value":"\d+"/.test(filled);
    if (isNumber) asked.push(filled);
    return isNumber ? c.body(null) : c.json({ response_action: 'errors', errors: ERRORS });
  });
  return { web, asked };
}

const JSON_BODY = { 'content-type': 'application/json' };
const ERRORS = { amount: 'ไม่ใช่ยอดเงิน <b>' };

function plain(text: string): { type: 'plain_text'; text: string } {
  return { type: 'plain_text', text };
}

function said(text: string): { text: string; blocks: object[] } {
  return { text, blocks: [{ type: 'header', text: plain(text) }] };
}

const CARD = {
  text: 'ตรวจสอบก่อนคืนเงิน',
  blocks: [
    { type: 'header', text: plain('คืนเงินที่ปู่ย่าตั้ง <b>') },
    {
      type: 'section',
      fields: [{ type: 'mrkdwn', text: '*ยอด &lt;i&gt;*' }, plain('500.00 บาท')],
    },
    { type: 'context', elements: [plain('อีก 2 รายการ')] },
    { type: 'divider' },
    {
      type: 'actions',
      elements: [
        { type: 'button', style: 'danger', text: plain('คืนเงิน 500'), value: 'refund-500' },
        {
          type: 'static_select',
          options: [{ text: plain('สินค้าชำรุด'), value: 'damaged' }],
        },
      ],
    },
  ],
};

const FORM = {
  type: 'modal',
  title: plain('คืนเงิน'),
  submit: plain('ต่อไป'),
  close: plain('กลับ'),
  blocks: [
    {
      type: 'input',
      block_id: 'amount',
      label: plain('ยอดเงิน'),
      element: { type: 'plain_text_input', action_id: 'value' },
    },
    {
      type: 'input',
      block_id: 'reason',
      label: plain('เหตุผล'),
      optional: true,
      element: { type: 'plain_text_input', action_id: 'value', multiline: true },
    },
    {
      type: 'input',
      block_id: 'kind',
      label: plain('แบบ'),
      element: {
        type: 'static_select',
        action_id: 'value',
        options: [{ text: plain('บางส่วน'), value: 'part' }],
      },
    },
  ],
};
