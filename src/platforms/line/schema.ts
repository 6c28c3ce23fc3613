import { z } from 'zod';

/**
 * A webhook body, as far as it is read. New event types and fields appear without notice, so everything that is not
 * needed to store an event may be missing.
 * https://developers.line.biz/en/reference/messaging-api/#webhooks
 */
const Source = z.looseObject({
  type: z.string(),
  userId: z.string().optional(),
  groupId: z.string().optional(),
  roomId: z.string().optional(),
});

const Mentionee = z.looseObject({
  index: z.int(),
  length: z.int(),
  isSelf: z.boolean().optional(),
});

const EventMessage = z.looseObject({
  type: z.string(),
  id: z.string(),
  text: z.string().optional(),
  mention: z.looseObject({ mentionees: z.array(Mentionee) }).optional(),
});
export type EventMessage = z.infer<typeof EventMessage>;

export const LineEvent = z.looseObject({
  type: z.string(),
  timestamp: z.int().default(0),
  mode: z.string().optional(),
  webhookEventId: z.string().min(1).optional(),
  deliveryContext: z.looseObject({ isRedelivery: z.boolean().optional() }).optional(),
  source: Source.optional(),
  replyToken: z.string().optional(),
  message: EventMessage.optional(),
  postback: z
    .looseObject({ data: z.string(), params: z.record(z.string(), z.string()).optional() })
    .optional(),
  unsend: z.looseObject({ messageId: z.string() }).optional(),
});
export type LineEvent = z.infer<typeof LineEvent>;

/** Of an event only what it is stored under: every webhook is read so before it is answered. */
export const EventOrigin = z.object({
  webhookEventId: LineEvent.shape.webhookEventId,
  source: z
    .object({
      userId: z.string().optional(),
      groupId: z.string().optional(),
      roomId: z.string().optional(),
    })
    .optional(),
  message: z.object({ id: z.string() }).optional(),
});
export type EventOrigin = z.infer<typeof EventOrigin>;

/** Events are read one by one: an odd one among them must not cost the others. */
export const WebhookBody = z.object({ destination: z.string(), events: z.array(z.unknown()) });
