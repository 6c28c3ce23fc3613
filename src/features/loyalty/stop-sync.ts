import type { Settings } from '../../core/settings.ts';

/** From now on nothing is synced; what changes until it is again is not, unless somebody wants it. */
export async function stopSync(
  settings: Settings,
  connection: string,
  now: Temporal.Instant,
): Promise<void> {
  await settings.update('connections', connection, (current) => {
    if (current === null || current.options['sync'] === 'off') return current;
    const options = { ...current.options, sync: 'off', stoppedAt: now.toString() };
    return { ...current, options };
  });
}

/** The time of a new connection begins. */
export async function startSync(
  settings: Settings,
  connection: string,
  now: Temporal.Instant,
): Promise<void> {
  await settings.update('connections', connection, (current) => {
    if (current === null || current.options['sync'] === 'on') return current;
    return { ...current, options: { ...current.options, sync: 'on', connectedAt: now.toString() } };
  });
}
