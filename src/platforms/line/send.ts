import type { messagingApi } from '@line/bot-sdk';
import type { Clock } from '../../core/clock.ts';
import type { Delivery, Platform } from '../../core/platform.ts';
import { withDeadline } from '../../lib/deadline.ts';
import type { LineBudget } from './budget.ts';
import { toUpstreamError } from './errors.ts';
import { createReplyDoubts } from './reply-doubts.ts';
import { renderAll } from './render.ts';

const CALL_TIME = 10_000;
/** A reply token dies within this time, so a later refusal says nothing about an earlier attempt. */
const REPLY_DOUBT = 60_000;

type Sending = { client: messagingApi.MessagingApiClient; clock: Clock; budget: LineBudget };

/**
 * Sends a delivery, with the cards that go along, as a reply while that is free, else as a push, which counts against the month's quota. A push carries
 * its retry key from the first attempt, and 409 is success. A reply has no such key: when an earlier reply's answer was
 * lost, a refused token within a minute means that it had arrived. Throws UpstreamError.
 * https://developers.line.biz/en/docs/messaging-api/retrying-api-request/
 */
export function createSend({ client, clock, budget }: Sending): Platform['send'] {
  const doubts = createReplyDoubts();

  async function reply(delivery: Delivery, replyToken: string): Promise<boolean> {
    const messages = renderAll(delivery);
    try {
      await withDeadline({ clock, system: 'line', ms: CALL_TIME }, () =>
        client.replyMessage({ replyToken, messages }),
      );
      return true;
    } catch (error) {
      const problem = toUpstreamError(error);
      if (problem.code === 'invalid-reply-token') return false;
      if (problem.effect === 'unknown') doubts.raise(delivery.retryKey);
      throw problem;
    }
  }

  async function push(delivery: Delivery): Promise<void> {
    const { address, retryKey } = delivery;
    const request = { to: address.conversation, messages: renderAll(delivery) };
    try {
      await withDeadline({ clock, system: 'line', ms: CALL_TIME }, () =>
        client.pushMessage(request, retryKey),
      );
    } catch (error) {
      const problem = toUpstreamError(error);
      if (problem.status !== 409) throw problem;
    }
  }

  return async (delivery) => {
    const { reply: free } = delivery.address;
    const now = clock.now().epochMilliseconds;
    if (free !== undefined && now < free.until) {
      const first = delivery.firstAttemptAt ?? now;
      const doubtful = doubts.about(delivery, now) && now - first < REPLY_DOUBT;
      if ((await reply(delivery, free.token)) || doubtful) return { via: 'reply' };
    }
    await push(delivery);
    await budget.count(delivery.address.conversation);
    return { via: 'push' };
  };
}
