import { open, readdir, readFile, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Adapter } from 'lowdb';
import writeFileAtomic from 'write-file-atomic';
import type { SettingsFile } from '../core/settings.ts';
import { parseSettings } from './check.ts';

/**
 * The file as lowdb sees it. A write is on disk, whole, when it resolves: the new file is synced, renamed over the old one
 * and its folder synced, so a crash leaves either the old or the new one.
 */
export function createJsonFile(file: string): Adapter<SettingsFile> {
  let swept = false;
  return {
    async read() {
      const json = await readIfThere(file);
      return json === null ? null : parseSettings(json, file);
    },
    async write(settings) {
      // Only who writes may sweep: another process that merely reads must not take a file away that is being written.
      if (!swept) await sweep(file);
      swept = true;
      await writeFileAtomic(file, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600 });
      await syncFolder(dirname(file));
    },
  };
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** Removes what a process that was killed while writing has left: write-file-atomic appends a number to the name. */
async function sweep(file: string): Promise<void> {
  const name = basename(file);
  const left = (await readdir(dirname(file))).filter(
    (entry) => entry.startsWith(`${name}.`) && /^\d+$/.test(entry.slice(name.length + 1)),
  );
  for (const entry of left) await rm(join(dirname(file), entry), { force: true });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
