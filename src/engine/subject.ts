import type { AnyCommand } from '../core/command.ts';

/** What a request is about: its first argument. */
export function subjectOf(command: AnyCommand, input: Record<string, string>): string {
  return input[command.fields[0]?.name ?? ''] ?? '';
}
