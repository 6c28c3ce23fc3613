import type { SettingsFile } from '../core/settings.ts';
import { SettingsError } from './check.ts';
import { isSealed, type SecretBox } from './secret-box.ts';

type Secrets = Record<string, string>;

/** Apps and connections share no owner: ids have no colon. */
function appOwner(name: string): string {
  return `app:${name}`;
}

/**
 * The same settings with every secret under the current key: what was plain is encrypted, what was under a previous key
 * is encrypted anew. Throws SettingsError naming each secret that cannot be decrypted.
 */
export function sealSettings(file: SettingsFile, box: SecretBox, source: string): SettingsFile {
  const problems: string[] = [];

  function seal(what: string, owner: string, secrets: Secrets): Secrets {
    return mapSecrets(secrets, (name, secret) => {
      const place = { owner, name };
      const plain = isSealed(secret) ? box.open(secret, place) : secret;
      if (plain === null) problems.push(`${what}: the secret "${name}" cannot be decrypted`);
      if (plain === null || box.isCurrent(secret)) return secret;
      return box.seal(plain, place);
    });
  }

  const connections = file.connections.map((connection) => {
    const what = `connection "${connection.id}"`;
    return { ...connection, secrets: seal(what, connection.id, connection.secrets) };
  });
  const apps = Object.entries(file.apps).map(([name, app]) => {
    return [name, { ...app, secrets: seal(`app "${name}"`, appOwner(name), app.secrets) }] as const;
  });
  if (problems.length > 0) {
    throw new SettingsError(
      `${source} holds secrets of another SECRET_KEY or another place. ` +
        'Set SECRET_KEY_PREVIOUS to the key they were made with, or write them anew in plain:',
      problems,
    );
  }
  return { ...file, connections, apps: Object.fromEntries(apps) };
}

/** A connection's secrets in plain. Throws SettingsError when one cannot be decrypted. */
export function openSecrets(
  { id, secrets }: { id: string; secrets: Secrets },
  box: SecretBox,
): Secrets {
  return openAll(secrets, { what: `connection "${id}"`, owner: id }, box);
}

/** An app's secrets in plain, none for an app that is not there. Throws SettingsError as `openSecrets` does. */
export function openAppSecrets(file: SettingsFile, name: string, box: SecretBox): Secrets {
  const secrets = Object.hasOwn(file.apps, name) ? (file.apps[name]?.secrets ?? {}) : {};
  return openAll(secrets, { what: `app "${name}"`, owner: appOwner(name) }, box);
}

function openAll(
  secrets: Secrets,
  { what, owner }: { what: string; owner: string },
  box: SecretBox,
): Secrets {
  return mapSecrets(secrets, (name, secret) => {
    const plain = box.open(secret, { owner, name });
    if (plain !== null) return plain;
    throw new SettingsError('The settings hold a secret of another key or another place:', [
      `${what}: the secret "${name}" cannot be decrypted`,
    ]);
  });
}

function mapSecrets(secrets: Secrets, turn: (name: string, secret: string) => string): Secrets {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, secret]) => [name, turn(name, secret)]),
  );
}
