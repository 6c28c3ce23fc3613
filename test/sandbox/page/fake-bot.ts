import { Hono } from 'hono';
import { z } from 'zod';
import { CHANNEL } from './stage.ts';

const Body = z.object({
  events: z.array(
    z.looseObject({
      type: z.string(),
      replyToken: z.string(),
      postback: z.object({ data: z.string() }).optional(),
    }),
  ),
});

/** A bot that answers every text with a card and every tap with its data, through LINE's own API. */
export function createFakeBot(lineUrl: string): { web: Hono; tapped: string[] } {
  const tapped: string[] = [];
  const web = new Hono();

  async function reply(replyToken: string, message: object): Promise<void> {
    await fetch(`${lineUrl}/v2/bot/message/reply`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${CHANNEL.accessToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ replyToken, messages: [message] }),
    });
  }

  web.post('/line/webhook', async (c) => {
    const { events } = Body.parse(await c.req.json());
    for (const { replyToken, postback } of events) {
      if (postback === undefined) await reply(replyToken, CARD);
      else {
        tapped.push(postback.data);
        await reply(replyToken, { type: 'text', text: `ได้รับ ${postback.data}` });
      }
    }
    return c.json({});
  });
  return { web, tapped };
}

const BUBBLE = {
  type: 'bubble',
  header: {
    type: 'box',
    layout: 'vertical',
    contents: [],
    height: '6px',
    paddingAll: 'none',
    backgroundColor: '#12A150',
  },
  body: {
    type: 'box',
    layout: 'vertical',
    spacing: 'md',
    contents: [
      { type: 'text', text: 'คืนเงินที่ปู่ย่าตั้ง <b>', weight: 'bold', size: 'lg', wrap: true },
      { type: 'separator', margin: 'lg' },
      {
        type: 'box',
        layout: 'baseline',
        contents: [
          { type: 'text', text: 'ยอด', flex: 3, color: '#667085', size: 'sm' },
          { type: 'text', text: '500.00 บาท', flex: 5, size: 'sm', align: 'end' },
        ],
      },
    ],
  },
  footer: {
    type: 'box',
    layout: 'vertical',
    contents: [
      {
        type: 'button',
        style: 'primary',
        color: '#07823C',
        height: 'sm',
        action: {
          type: 'postback',
          label: 'คืนเงิน 500',
          data: 'refund-500',
          displayText: 'คืนเงิน 500',
        },
      },
    ],
  },
};

const CARD = {
  type: 'flex',
  altText: 'ตรวจสอบก่อนคืนเงิน',
  contents: { type: 'carousel', contents: [BUBBLE, BUBBLE] },
  quickReply: {
    items: [{ type: 'action', action: { type: 'postback', label: 'สินค้าชำรุด', data: 'damaged' } }],
  },
};
