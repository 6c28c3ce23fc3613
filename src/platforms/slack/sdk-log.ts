import { LogLevel } from '@slack/bolt';
import type { Logger } from '@slack/bolt';
import type { Log } from '../../core/log.ts';

/**
 * Our log for Slack's SDKs. Their debug lines hold whole bodies and are dropped; the others are sentences without data.
 */
export function sdkLog(log: Log): Logger {
  const said = (words: unknown[]): { said: string } => ({ said: words.map(String).join(' ') });
  return {
    debug() {},
    info: (...words) => log.debug(said(words), 'slack sdk'),
    warn: (...words) => log.warn(said(words), 'slack sdk'),
    error: (...words) => log.warn(said(words), 'slack sdk'),
    setLevel() {},
    getLevel: () => LogLevel.INFO,
    setName() {},
  };
}
