import type { AnyCommand } from '../core/command.ts';
import type { AnyDuty } from '../core/duty.ts';
import type { AnyExplainer } from '../core/explainer.ts';
import type { Feature } from '../core/feature.ts';
import type { AnyRun } from '../core/run.ts';
import type { Hook } from '../core/hook.ts';
import type { FeaturePage } from '../core/page.ts';
import { alertsFeature } from './alerts/feature.ts';
import { approvalsFeature } from './approvals/feature.ts';
import { auditFeature } from './audit/feature.ts';
import { connectFeature } from './connect/feature.ts';
import { helpFeature } from './help/feature.ts';
import { limitsFeature } from './limits/feature.ts';
import { loyaltyFeature } from './loyalty/feature.ts';
import { operationsFeature } from './operations/feature.ts';
import { peopleFeature } from './people/feature.ts';
import { receiptsFeature } from './receipts/feature.ts';
import { refundsFeature } from './refunds/feature.ts';
import { runsFeature } from './runs/feature.ts';
import { schedulesFeature } from './schedules/feature.ts';
import { shippingFeature } from './shipping/feature.ts';
import { statusFeature } from './status/feature.ts';
import { whyFeature } from './why/feature.ts';

/** Every feature, one line each. The order is help's. */
export const features: readonly Feature[] = [
  refundsFeature,
  shippingFeature,
  receiptsFeature,
  loyaltyFeature,
  connectFeature,
  whyFeature,
  alertsFeature,
  approvalsFeature,
  limitsFeature,
  operationsFeature,
  peopleFeature,
  statusFeature,
  auditFeature,
  schedulesFeature,
  runsFeature,
  helpFeature,
];

export function commandsOf(all: readonly Feature[]): ReadonlyMap<string, AnyCommand> {
  return new Map(all.flatMap(({ commands }) => commands.map((command) => [command.name, command])));
}

export function dutiesOf(all: readonly Feature[]): ReadonlyMap<string, AnyDuty> {
  return new Map(all.flatMap(({ duties = [] }) => duties.map((duty) => [duty.kind, duty])));
}

export function runsOf(all: readonly Feature[]): ReadonlyMap<string, AnyRun> {
  return new Map(all.flatMap(({ runs = [] }) => runs.map((run) => [run.kind, run])));
}

export function explainersOf(all: readonly Feature[]): ReadonlyMap<string, AnyExplainer> {
  const explainers = all.flatMap((feature) => feature.explainers ?? []);
  return new Map(explainers.map((explainer) => [explainer.system, explainer]));
}

export function hooksOf(all: readonly Feature[]): readonly Hook[] {
  return all.flatMap(({ hooks = [] }) => hooks);
}

export function pagesOf(all: readonly Feature[]): readonly FeaturePage[] {
  return all.flatMap(({ pages = [] }) => pages);
}
