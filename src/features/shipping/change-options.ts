import { z } from 'zod';
import type { Settings } from '../../core/settings.ts';
import { ShippingOptions } from './options.ts';

const Stored = z.record(z.string(), z.json());

/** Changes the options of a shop's connection to the mall as they are at that moment. */
export async function changeOptions(
  settings: Settings,
  connection: string,
  change: (options: ShippingOptions) => ShippingOptions,
): Promise<void> {
  await settings.update('connections', connection, (current) => {
    if (current === null) return null;
    const next = change(ShippingOptions.parse(current.options));
    // What is the client's own, such as its pace, stays.
    const options = { ...current.options, ...next };
    return { ...current, options: Stored.parse(JSON.parse(JSON.stringify(options))) };
  });
}
