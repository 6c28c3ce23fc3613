import { createHash } from 'node:crypto';
import { type Failure, failed } from './answers.ts';
import type { NhanhRules } from './rules.ts';

type Code = {
  appId: string;
  business: string;
  permissions: readonly string[];
  depots: readonly number[];
  at: number;
  used: boolean;
};

export type Token = {
  token: string;
  appId: string;
  business: string;
  version: '2.0' | '3.0';
  permissions: readonly string[];
  depots: readonly number[];
  expiresAt: number;
};

export type Grants = {
  /** A code for the browser to carry back. */
  allow(asked: Omit<Code, 'at' | 'used'>): string;
  /** A new token of this version, the code used up; or why not. */
  exchange(asked: { code: string; appId: string; version: Token['version'] }): Token | Failure;
  issue(asked: Omit<Token, 'token' | 'expiresAt'>): Token;
  /** Null once it ended. */
  find(token: string): Token | null;
  /** Ends all tokens. */
  end(appId: string, business: string): void;
};

const DAY = 86_400_000;

/** Codes and tokens: a code once within ten minutes, and one token per app and business, the one before for a while. */
export function createGrants(now: () => number, rules: NhanhRules): Grants {
  const codes = new Map<string, Code>();
  const tokens = new Map<string, Token>();
  let made = 0;

  function random(algorithm: 'sha256' | 'sha512'): string {
    made += 1;
    return createHash(algorithm).update(`nhanh ${made}`).digest('hex');
  }

  /** What was issued before lives on for the grace only. */
  function retire(appId: string, business: string): void {
    const until = now() + rules.grace;
    for (const token of tokens.values()) {
      if (token.appId !== appId || token.business !== business) continue;
      token.expiresAt = Math.min(token.expiresAt, until);
    }
  }

  function issue(asked: Omit<Token, 'token' | 'expiresAt'>): Token {
    retire(asked.appId, asked.business);
    const expiresAt = now() + rules.tokenDays * DAY;
    const token = { ...asked, token: random('sha512'), expiresAt };
    tokens.set(token.token, token);
    return token;
  }

  return {
    allow(asked) {
      const code = random('sha256');
      codes.set(code, { ...asked, at: now(), used: false });
      return code;
    },
    exchange({ code, appId, version }) {
      const found = codes.get(code);
      const alive = found !== undefined && !found.used && now() - found.at < rules.codeLife;
      if (!alive || found.appId !== appId)
        return failed('ERR_INVALID_ACCESS_CODE', 'Invalid accessCode');
      found.used = true;
      const { business, permissions, depots } = found;
      return issue({ appId, business, permissions, depots, version });
    },
    issue,
    find(token) {
      const found = tokens.get(token);
      return found !== undefined && now() < found.expiresAt ? { ...found } : null;
    },
    end(appId, business) {
      for (const [key, token] of tokens)
        if (token.appId === appId && token.business === business) tokens.delete(key);
    },
  };
}
