import { readConfig } from '../../src/config.ts';
import { importSettings } from '../../src/transfer.ts';
import type { Env } from './start.ts';

export const TEAM = 'T0BENCH';
export const SHOP = 'bench';

export type Worker = { id: string; line: string; slack: string };

/** People who may do everything, each with an account in LINE and one in Slack. */
export function crewOf(size: number): Worker[] {
  return Array.from({ length: size }, (_, index) => {
    const digits = `${index + 1}`.padStart(32, '0');
    return { id: `p${index + 1}`, line: `U${digits}`, slack: `U0CREW${index + 1}` };
  });
}

/** The settings of one shop with this crew, to be called while Tenban is stopped. */
export async function settle(
  env: Env,
  crew: readonly Worker[],
  more: { connections?: object[]; apps?: object } = {},
): Promise<void> {
  const settings = {
    version: 1,
    ...more,
    shops: [{ id: SHOP, name: 'Bench', locale: 'en', timeZone: 'Asia/Bangkok' }],
    people: crew.map(({ id, line, slack }) => ({
      id,
      name: id,
      locale: 'en',
      roles: { [SHOP]: 'owner' },
      identities: [
        { platform: 'line', id: line },
        { platform: 'slack', team: TEAM, id: slack },
      ],
    })),
  };
  await importSettings(readConfig(env), JSON.stringify(settings));
}
