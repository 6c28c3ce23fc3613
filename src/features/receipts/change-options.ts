import { z } from 'zod';
import type { Settings } from '../../core/settings.ts';

const Stored = z.record(z.string(), z.json());

/** Changes options of the shop's connection to PEAK as they are at that moment; what is not named stays. */
export async function changeBooks(
  settings: Settings,
  connection: string,
  change: (options: Record<string, unknown>) => Record<string, unknown>,
): Promise<void> {
  await settings.update('connections', connection, (current) => {
    if (current === null) return null;
    const next = { ...current.options, ...change(current.options) };
    return { ...current, options: Stored.parse(JSON.parse(JSON.stringify(next))) };
  });
}
