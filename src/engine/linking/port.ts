import type { CodeRow, Linking, Tried } from '../../core/linking.ts';
import { type Identity, identityKey } from '../../core/settings.ts';
import { cut, oneLine } from '../../lib/cut.ts';
import type { House } from '../house.ts';
import { personOf } from '../turn.ts';
import { hashOf } from './code.ts';
import { blockedUntil, countWrong } from './guesses.ts';
import { issue, type Speaker } from './issue.ts';
import { join } from './join.ts';
import { strangerMessage } from './stranger.ts';

const LONGEST_NAME = { graphemes: 20 };

export function createLinking(house: House, speaker: Speaker): Linking {
  return {
    identity: speaker.identity,
    account: speaker.account,
    issue: (wanted) => issue(house, speaker, wanted),
    look: (code) => look(house, speaker, code),
    find: (hash) => find(house, hash),
    nameOf: (identity) => nameOf(house, identity),
    ownerOf: (identity) => personOf(house, identity),
    join: (hash, joining) => join(house, hash, joining),
    introduce: () => strangerMessage(house, speaker),
  };
}

async function look(house: House, { account }: Speaker, code: string): Promise<Tried> {
  const until = await blockedUntil(house, account);
  if (until !== null) return { state: 'blocked', until };
  const row = await house.ledger.codes.get(hashOf(code));
  if (row === null) return wrong(house, account);
  const over = row.expiresAt <= house.clock.now().epochMilliseconds;
  // The account that took it may have been cut short, and goes on with it.
  if (row.usedAt !== null && (over || row.usedBy !== account)) return { state: 'used' };
  return over ? { state: 'expired' } : { state: 'good', row };
}

async function wrong(house: House, account: string): Promise<Tried> {
  const until = await countWrong(house, account);
  house.log.warn({ account, blocked: until !== null }, 'a wrong linking code was typed');
  return until === null ? { state: 'wrong' } : { state: 'blocked', until };
}

async function find({ ledger, clock }: House, hash: string): Promise<CodeRow | null> {
  const row = await ledger.codes.get(hash);
  if (row === null || row.usedAt !== null) return null;
  return row.expiresAt > clock.now().epochMilliseconds ? row : null;
}

async function nameOf({ platforms }: House, identity: Identity): Promise<string> {
  const told = await platforms.get(identity.platform)?.nameOf(identity);
  const name = cut(oneLine(told ?? ''), LONGEST_NAME);
  return name === '' ? identityKey(identity) : name;
}
