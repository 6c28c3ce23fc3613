import { z } from 'zod';

/** Words that every section of the settings uses. */

export const LOCALES = ['en', 'th', 'vi', 'ja'] as const;
export const Locale = z.enum(LOCALES);
export type Locale = z.infer<typeof Locale>;

export const ROLES = ['viewer', 'operator', 'approver', 'owner'] as const;
export const Role = z.enum(ROLES);
export type Role = z.infer<typeof Role>;

export const Id = z
  .string()
  .regex(
    /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/,
    'letters, digits, dot, dash and underscore, at most 64',
  );
export const Version = z.int().min(1).default(1);

export const TimeZone = z.string().refine(isTimeZone, 'an IANA time zone such as Asia/Bangkok');

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
