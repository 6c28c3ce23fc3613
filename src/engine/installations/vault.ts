import type { InstallationRow, TokenOf } from '../../core/installation.ts';
import type { Ledger } from '../../core/ledger.ts';
import type { Log } from '../../core/log.ts';

type Place = { owner: string; name: string };

/** Makes tokens into cipher text that opens for their own workspace only, and back. */
type Box = {
  seal(plain: string, place: Place): string;
  /** Null when it was made with an unknown key, or for another place. */
  open(sealed: string, place: Place): string | null;
  isCurrent(sealed: string): boolean;
};

export type Vault = {
  /** Reads the ledger every time, so that what another process installed or removed counts here at once. */
  tokensOf(platform: string): TokenOf;
  seal(id: string, token: string): string;
  /** Seals anew, under the current key, what was sealed under an earlier one. */
  renew(): Promise<void>;
};

export function createVault({ ledger, box, log }: { ledger: Ledger; box: Box; log: Log }): Vault {
  function open({ id, token }: InstallationRow): string | null {
    const plain = box.open(token, placeOf(id));
    if (plain === null)
      log.error(
        { installation: id },
        'the token of an installation does not open: give back the key it was made with, or install again',
      );
    return plain;
  }

  return {
    tokensOf: (platform) => async (workspace) => {
      const row = await (workspace === null
        ? theOnly(ledger, platform)
        : ledger.installations.get(installationId(platform, workspace)));
      return row === null ? null : open(row);
    },
    seal: (id, token) => box.seal(token, placeOf(id)),
    async renew() {
      for (const { id, token } of await ledger.installations.list()) {
        const plain = box.isCurrent(token) ? null : box.open(token, placeOf(id));
        if (plain === null) continue;
        const renewed = box.seal(plain, placeOf(id));
        await ledger.write(async (tx) => {
          const row = await tx.installations.get(id);
          if (row?.token === token) await tx.installations.put({ ...row, token: renewed });
        });
      }
    },
  };
}

export function installationId(platform: string, workspace: string): string {
  return `${platform}:${workspace}`;
}

async function theOnly(
  { installations }: Ledger,
  platform: string,
): Promise<InstallationRow | null> {
  const rows = await installations.list();
  const [first, ...others] = rows.filter(({ id }) => id.startsWith(`${platform}:`));
  return first === undefined || others.length > 0 ? null : first;
}

function placeOf(id: string): Place {
  return { owner: id, name: 'botToken' };
}
