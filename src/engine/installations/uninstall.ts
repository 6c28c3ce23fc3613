import type { Tx } from '../../core/ledger.ts';
import type { Inbound } from '../../core/platform.ts';
import type { House } from '../house.ts';
import { installationId } from './vault.ts';

/** Senders tell the time of an event in whole seconds. */
const SECOND = 1_000;

/**
 * Takes a workspace out, and with it what still waits to be said there. Shops, people and schedules stay as they are. News
 * that is older than the installation is of an earlier one, and changes nothing.
 */
export async function uninstall(
  { log }: House,
  tx: Tx,
  platform: string,
  { workspace, conversations, at }: Inbound & { kind: 'uninstalled' },
): Promise<void> {
  const id = installationId(platform, workspace);
  const row = await tx.installations.get(id);
  if (row === null || row.installedAt >= at + SECOND) return;
  await tx.installations.remove(id);
  const dropped = await tx.outbox.drop(`${platform}:${conversations}`);
  log.warn({ installation: id, dropped }, 'the app was uninstalled');
}
