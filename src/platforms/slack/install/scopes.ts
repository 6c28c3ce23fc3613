import manifest from '../../../../docs/slack-manifest.json' with { type: 'json' };

/** What the app asks for, as its manifest says. */
export const SCOPES: readonly string[] = manifest.oauth_config.scopes.bot;
