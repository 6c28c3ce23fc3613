import { REMOTE_SYSTEMS, type RemoteSystem } from '../../src/config.ts';

/** Addresses where nothing listens, for every remote system that a test does not talk to. */
export const nowhere = Object.fromEntries(
  REMOTE_SYSTEMS.map((system) => [system, 'http://127.0.0.1:9']),
) as Record<RemoteSystem, string>;
