import type { AnyCommand } from '../core/command.ts';
import type { Feature } from '../core/feature.ts';
import { helpFeature } from './help/feature.ts';
import { operationsFeature } from './operations/feature.ts';
import { peopleFeature } from './people/feature.ts';
import { refundsFeature } from './refunds/feature.ts';

/** Every feature, one line each. The order is help's. */
export const features: readonly Feature[] = [
  refundsFeature,
  operationsFeature,
  peopleFeature,
  helpFeature,
];

export function commandsOf(all: readonly Feature[]): ReadonlyMap<string, AnyCommand> {
  return new Map(all.flatMap(({ commands }) => commands.map((command) => [command.name, command])));
}
