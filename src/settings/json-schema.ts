import { z } from 'zod';
import { SettingsFile } from '../core/settings.ts';

/** The settings file as JSON Schema, for people who edit it by hand. What refers to what is checked at the start only. */
export function settingsJsonSchema(): object {
  const { $schema, ...schema } = z.toJSONSchema(SettingsFile, { io: 'input' });
  return { $schema, title: 'Tenban settings', ...schema };
}
