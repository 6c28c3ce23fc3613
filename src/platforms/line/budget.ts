import type { messagingApi } from '@line/bot-sdk';
import { type Budget, monthOf } from '../../core/budget.ts';
import type { Clock } from '../../core/clock.ts';
import { withDeadline } from '../../lib/deadline.ts';
import { toUpstreamError } from './errors.ts';

const CALL_TIME = 5_000;
const FRESH = 10 * 60_000;
const MEMBERS_FRESH = 3_600_000;

type Asking = { client: messagingApi.MessagingApiClient; clock: Clock };

export type LineBudget = {
  /** Asked of LINE every ten minutes, with our own pushes counted in between. Throws UpstreamError. */
  read(): Promise<Budget>;
  /** Counts a push: once for everybody who gets it. Never fails. */
  count(conversation: string): Promise<void>;
};

/**
 * The month's messages. A 429 may come slightly before the visible quota is used up.
 * https://developers.line.biz/en/reference/messaging-api/#get-quota
 */
export function createBudget({ client, clock }: Asking): LineBudget {
  const members = new Map<string, { count: number; at: number }>();
  let known: (Budget & { at: number }) | null = null;

  const now = (): number => clock.now().epochMilliseconds;
  const ask = <T>(call: () => Promise<T>): Promise<T> =>
    withDeadline({ clock, system: 'line', ms: CALL_TIME }, call);

  async function membersOf(conversation: string): Promise<number> {
    if (conversation.startsWith('U')) return 1;
    const cached = members.get(conversation);
    if (cached !== undefined && now() - cached.at < MEMBERS_FRESH) return cached.count;
    try {
      const { count } = await ask(() =>
        conversation.startsWith('R')
          ? client.getRoomMemberCount(conversation)
          : client.getGroupMemberCount(conversation),
      );
      members.set(conversation, { count, at: now() });
      return count;
    } catch {
      return cached?.count ?? 1;
    }
  }

  return {
    async read() {
      const at = now();
      if (known !== null && at - known.at < FRESH && monthOf(at) === monthOf(known.at)) {
        return { limit: known.limit, used: known.used };
      }
      try {
        const quota = await ask(() => client.getMessageQuota());
        const { totalUsage } = await ask(() => client.getMessageQuotaConsumption());
        const limit = quota.type === 'limited' ? (quota.value ?? null) : null;
        known = { limit, used: totalUsage, at };
        return { limit, used: totalUsage };
      } catch (error) {
        throw toUpstreamError(error);
      }
    },
    async count(conversation) {
      const gone = await membersOf(conversation);
      if (known !== null) known = { ...known, used: known.used + gone };
    },
  };
}
