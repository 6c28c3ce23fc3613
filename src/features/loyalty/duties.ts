import { z } from 'zod';
import { defineDuty } from '../../core/duty.ts';
import { text } from '../../core/text.ts';
import { stopSync } from './stop-sync.ts';

export const UNINSTALLED = 'loyalty.uninstalled';
export const HOOK_PROBLEM = 'loyalty.hook-problem';

/** The shop removed the app: its tokens are dead, and nothing is synced until it is connected again. */
export const uninstalled = defineDuty<string, object>({
  kind: UNINSTALLED,
  uses: [],
  payload: z.string(),
  async due(connection, { settings, shop, now }) {
    await stopSync(settings, connection, now);
    return {
      raise: [
        {
          kind: UNINSTALLED,
          cause: connection,
          severity: 'urgent',
          message: {
            tone: 'bad',
            title: text('loyalty.uninstalled.title', { shop: shop.name }),
            lines: [text('loyalty.uninstalled.effect'), text('loyalty.uninstalled.remedy')],
          },
        },
      ],
    };
  },
});

const Problem = z.object({ connection: z.string(), app: z.string() });

/** Webhooks come signed as API 2.0 does it, which ends on 2026-11-30. https://apidocs.nhanh.vn/v2/tov3 */
export const hookProblem = defineDuty<z.infer<typeof Problem>, object>({
  kind: HOOK_PROBLEM,
  uses: [],
  payload: Problem,
  due: async ({ connection, app }, { shop }) => ({
    raise: [
      {
        kind: 'loyalty.hooks',
        cause: `${connection}:version-2`,
        severity: 'urgent',
        message: {
          tone: 'bad',
          title: text('loyalty.version-2.title', { shop: shop.name }),
          lines: [text('loyalty.version-2.cause'), text('loyalty.version-2.remedy', { app })],
        },
      },
    ],
  }),
});
