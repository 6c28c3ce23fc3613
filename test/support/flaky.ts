import type { Clock } from '../../src/core/clock.ts';
import { createChance } from '../../src/sandbox/chance.ts';
import { answerWith, type Fault } from '../../src/sandbox/web/faults.ts';
import type { Fetch } from '../../src/sandbox/web/serve.ts';

/** Time-outs before and after the effect, and a proxy's page before and after it. */
const PROBLEMS: Fault[] = [
  { kind: 'drop-request' },
  { kind: 'drop-answer' },
  { kind: '500' },
  { kind: '500', effect: true },
];

const page = (): Response =>
  new Response('<html><body><h1>502 Bad Gateway</h1></body></html>', { status: 502 });
const said = { tooMany: page, broken: page };

/** A simulator on a bad line: of its calls a share fails, in every way in turn by chance. `heal` ends that. */
export function flaky(
  fetch: Fetch,
  { share, seed, clock }: { share: number; seed: number; clock: Clock },
): { fetch: Fetch; heal(): void; failed(): number } {
  const chance = createChance(seed);
  let ill = true;
  let failed = 0;
  return {
    async fetch(request, env) {
      const answer = (): Promise<Response> => fetch(request, env);
      if (!ill || chance() >= share) return answer();
      failed += 1;
      const fault = PROBLEMS[Math.floor(chance() * PROBLEMS.length)];
      return fault === undefined ? answer() : answerWith(fault, { answer, env, clock, said });
    },
    heal: () => void (ill = false),
    failed: () => failed,
  };
}
