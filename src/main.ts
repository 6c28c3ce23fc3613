import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { openTenban, type Tenban } from './app.ts';
import { type Config, readConfig } from './config.ts';
import type { Log } from './core/log.ts';
import { lockFolder } from './ledger/lock.ts';
import { createLog } from './lib/log.ts';

const USAGE = `Usage:
  npm start                                  run Tenban: the sandbox, when no chat platform is configured
  npm run tenban -- settings export FILE     write the settings, secrets as cipher text
  npm run tenban -- settings import FILE     replace the settings; refused while Tenban runs
  npm run tenban -- audit verify             look whether anybody changed the audit log; Tenban may run meanwhile`;

async function main(words: readonly string[]): Promise<void> {
  if (existsSync('.env')) loadEnvFile('.env');
  const [topic, verb, file] = words;
  const config = readConfig(process.env);
  if (topic === undefined) return start(config);
  if (topic === 'audit' && verb === 'verify') return verify(config);
  if (topic !== 'settings' || file === undefined) throw new Error(USAGE);
  // As with the sandbox: what a running Tenban never needs takes no memory from it.
  const { exportSettings, importSettings } = await import('./transfer.ts');
  if (verb === 'export') return writeFileSync(file, await exportSettings(config), { mode: 0o600 });
  if (verb === 'import') return importSettings(config, readFileSync(file, 'utf8'));
  throw new Error(USAGE);
}

async function verify(config: Config): Promise<void> {
  const { verifyAuditLog } = await import('./audit-verify.ts');
  const { sound, lines } = await verifyAuditLog(config);
  for (const line of lines) console.log(line);
  if (!sound) process.exitCode = 1;
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  const tenban = await (config.mode === 'sandbox'
    ? sandbox(config, log)
    : openTenban(config, { log }));
  console.log(
    config.mode === 'sandbox'
      ? `Tenban's sandbox: http://localhost:${tenban.port}`
      : `Tenban listens on port ${tenban.port}`,
  );
  if ((await tenban.house.settings.list('shops')).length === 0)
    console.log(
      'There is no shop yet. Stop Tenban, put one into the settings (docs/operating.md, "The first shop") and start again.',
    );
  if (tenban.ownerCode !== null)
    console.log(
      `Nobody owns a shop yet. Whoever writes "link ${tenban.ownerCode}" to Tenban within 24 hours owns them all.`,
    );
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop(tenban));
}

/** The simulators and their page are loaded only when they run: a live Tenban never needs them. */
async function sandbox(config: Config, log: Log): Promise<Tenban> {
  const { openSandbox } = await import('./sandbox/open-sandbox.ts');
  return openSandbox(config, { log, open: openTenban, lock: lockFolder });
}

/** Finishes what runs and leaves. A second signal ends the process at once, which loses nothing either. */
async function stop(tenban: Tenban): Promise<void> {
  await tenban.stop();
  process.exit(0);
}

try {
  await main(process.argv.slice(2));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
