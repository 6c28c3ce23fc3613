import { z } from 'zod';
import { Ceilings } from '../../core/ceiling.ts';
import { PROCESSES, type Process } from './link-status.ts';

const Phase = z.string().trim().min(1);
/** 対象処理フェーズ, and where its orders go: 移動先処理フェーズ for success and for failure. */
const Target = z.object({
  phase: Phase,
  success: Phase.optional(),
  failure: Phase.optional(),
});
export type Target = z.infer<typeof Target>;

const ProcessOptions = z.object({
  on: z.boolean().default(false),
  targets: z.array(Target).default([]),
});
export type ProcessOptions = z.infer<typeof ProcessOptions>;
const idle = { on: false, targets: [] };

/** The options of a shop's connection to au PAY マーケット. */
export const ShippingOptions = z.object({
  /** 会員番号. */
  shopId: z.string().default(''),
  /** CROSS MALL's code or name of the shop at this mall: only its orders are meant. */
  mallShop: z.string().default(''),
  status: ProcessOptions.default(idle),
  'ship-info': ProcessOptions.default(idle),
  completion: ProcessOptions.default(idle),
  /** 配送便 of CROSS MALL → the mall's code of the carrier. */
  carriers: z.record(z.string(), z.string().regex(/^[1-9]$/)).default({}),
  /** Which parcel of a split order is told to the mall, which keeps one number only. */
  split: z.enum(['all', 'first', 'last']).default('all'),
  /** Days between the ship date and completion. */
  completionDelay: z.int().min(0).max(60).default(0),
  /** Orders that the mall holds wait untouched. */
  guardHeld: z.boolean().default(true),
  /** Orders already at 完了 are marked done without a second write. */
  guardCompleted: z.boolean().default(true),
  /** Until the statuses were imported nothing is written. */
  importedAt: z.string().optional(),
  /** ISO date; the key lives 90 days. */
  keyIssuedOn: z.iso.date().optional(),
  /** Announced maintenance of the mall, ISO instants. */
  maintenance: z
    .array(
      z.object({ from: z.iso.datetime({ offset: true }), to: z.iso.datetime({ offset: true }) }),
    )
    .default([]),
  /** People who may do less here than their role allows: なし, 参照, 更新. */
  permissions: Ceilings.default({}),
});
export type ShippingOptions = z.infer<typeof ShippingOptions>;

export type TargetProblem =
  | { problem: 'twice'; phase: string }
  | { problem: 'unknown'; phase: string };

/** What is wrong with the phases: one in two processes, or one that CROSS MALL does not have. */
export function targetProblems(
  options: ShippingOptions,
  phases: readonly string[],
): TargetProblem[] {
  const targets = PROCESSES.flatMap((process: Process) => options[process].targets);
  const wanted = targets.map(({ phase }) => phase);
  const twice = new Set(wanted.filter((phase, index) => wanted.indexOf(phase) !== index));
  const named = targets.flatMap(({ phase, success, failure }) => [phase, success, failure]);
  const unknown = new Set(
    named.filter((phase) => phase !== undefined).filter((phase) => !phases.includes(phase)),
  );
  return [
    ...[...twice].map((phase) => ({ problem: 'twice', phase }) as const),
    ...[...unknown].map((phase) => ({ problem: 'unknown', phase }) as const),
  ];
}

/** Every phase that any process looks into. */
export function targetPhases(options: ShippingOptions): string[] {
  return [
    ...new Set(PROCESSES.flatMap((process) => options[process].targets.map(({ phase }) => phase))),
  ];
}
