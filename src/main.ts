import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { loadEnvFile } from 'node:process';
import { openTenban, type Tenban } from './app.ts';
import { type Config, readConfig } from './config.ts';
import { lockFolder } from './ledger/lock.ts';
import { createLog } from './lib/log.ts';
import { openSandbox } from './sandbox/open-sandbox.ts';
import { exportSettings, importSettings } from './transfer.ts';

const USAGE = `Usage:
  npm start                                  run Tenban: the sandbox, when no chat platform is configured
  npm run tenban -- settings export FILE     write the settings, secrets as cipher text
  npm run tenban -- settings import FILE     replace the settings; refused while Tenban runs`;

async function main(words: readonly string[]): Promise<void> {
  if (existsSync('.env')) loadEnvFile('.env');
  const [topic, verb, file] = words;
  const config = readConfig(process.env);
  if (topic === undefined) return start(config);
  if (topic !== 'settings' || file === undefined) throw new Error(USAGE);
  if (verb === 'export') return writeFileSync(file, await exportSettings(config), { mode: 0o600 });
  if (verb === 'import') return importSettings(config, readFileSync(file, 'utf8'));
  throw new Error(USAGE);
}

async function start(config: Config): Promise<void> {
  const log = createLog(config.logLevel);
  if (config.mode === 'live' && config.line === null && config.slack === null) {
    log.warn({}, 'no chat platform is connected: installing by OAuth alone is not served yet');
  }
  const tenban = await (config.mode === 'sandbox'
    ? openSandbox(config, { log, open: openTenban, lock: lockFolder })
    : openTenban(config, { log }));
  console.log(
    config.mode === 'sandbox'
      ? `Tenban's sandbox: http://localhost:${tenban.port}`
      : `Tenban listens on port ${tenban.port}`,
  );
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => void stop(tenban));
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
