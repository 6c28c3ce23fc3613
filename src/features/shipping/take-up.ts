import type { MallOrder } from '../../clients/aupay/schema.ts';
import type { CrossMallOrder } from '../../clients/crossmall/schema.ts';
import type { Raise } from '../../core/alert.ts';
import type { Json } from '../../core/json.ts';
import type { Verdict } from '../../core/ledger.ts';
import type { Decided } from '../../core/run.ts';
import { type Choice, decide, type Rules, type Slip } from './decide.ts';
import { TAKES } from './link-status.ts';
import type { Target } from './options.ts';
import type { OrderState } from './order-state.ts';
import { aimed, type Desk, failedIn, settled, verdictOf } from './outcome.ts';
import { mallFacts, slipFacts } from './slip-facts.ts';
import { keyOf, write } from './write.ts';

/** What became of one slip. */
export type Taken = {
  state: OrderState;
  changed: boolean;
  verdict: Decided | null;
  /** The outcome of its write is to be read back at the end of the run. */
  later: boolean;
  /** A person has to say what became of the write. */
  ask?: Raise;
  /** The key of a write that a person was asked about, and whose outcome is known now. */
  known?: string;
};

export type Given = {
  slip: CrossMallOrder;
  state: OrderState;
  mall: MallOrder | null;
  target: Target;
  place: Slip['split'];
};

/**
 * Decides about one slip and writes it to the mall. Its phase is moved only once this is on record: an order that has left
 * its target phase is not seen again.
 */
export async function takeUp(desk: Desk, given: Given): Promise<Taken> {
  const { process } = desk;
  const { slip, mall, target, place } = given;
  const state = seen(given);
  const facts = slipFacts(desk, slip, place);
  const atMall = mall === null ? null : mallFacts(mall);
  const choice =
    (await goesOn(desk, state)) ??
    decide(process, { slip: facts, link: state.status, mall: atMall, rules: rulesOf(desk) });
  const result = (verdict: Verdict, reason: string, detail?: Json): Decided =>
    verdictOf(desk, state, { verdict, reason, ...(detail !== undefined && { detail }) });
  switch (choice.act) {
    case 'pass':
      return taken({ state, given, verdict: null });
    case 'skip':
      return {
        ...kept(given, state),
        verdict: result('skipped', choice.reason, { parent: slip.parent }),
      };
    case 'hold':
      return {
        ...kept(given, state),
        verdict: result('held', choice.reason, { carrier: slip.carrier }),
      };
    case 'note':
      return taken({
        state: aimed(state, target.success),
        given,
        verdict: result('booked', 'status-read', { status: mall?.status ?? null }),
      });
    case 'mark':
      return taken({
        state: aimed(settled(desk, state, 'good'), target.success),
        given,
        verdict: result('skipped', choice.reason),
      });
    case 'fail':
      return taken({
        state: aimed(failedIn(desk, state), target.failure),
        given,
        verdict: result('failed', choice.reason),
      });
    case 'write':
    default:
      return taken(await write(desk, { given, state, facts }));
  }
}

export type Written = Pick<Taken, 'state' | 'verdict' | 'ask' | 'known'> & { given: Given };

/** What was begun is brought to its end, whatever the mall shows by now: its own reading back tells how it went. */
async function goesOn(desk: Desk, { order, status, detail }: OrderState): Promise<Choice | null> {
  const { process, context } = desk;
  if (detail.doubt !== null)
    return detail.doubt.process === process
      ? { act: 'write' }
      : { act: 'hold', reason: 'checking' };
  const writes = process !== 'status' && status === TAKES[process];
  return writes && (await context.begun(keyOf(desk, order))) ? { act: 'write' } : null;
}

function kept({ state: before }: Given, state: OrderState) {
  return { state, changed: JSON.stringify(before) !== JSON.stringify(state), later: false };
}

/** The order with what was seen of it just now. */
function seen({ slip, state, mall }: Given): OrderState {
  const at =
    mall === null
      ? {}
      : { mallStatus: mall.status, saleFixed: mall.saleFixed, shipBy: mall.shipBy };
  return {
    ...state,
    detail: { ...state.detail, phase: slip.phase, parent: slip.parent, ...at },
  };
}

function taken({ given, ...written }: Written): Taken {
  const later = written.state.detail.doubt !== null && written.ask === undefined;
  return { ...written, ...kept(given, written.state), later };
}

function rulesOf({ options, context }: Desk): Rules {
  const today = context.now.toZonedDateTimeISO(context.shop.timeZone).toPlainDate().toString();
  const { split, completionDelay, guardHeld, guardCompleted } = options;
  return { split, completionDelay, guardHeld, guardCompleted, today };
}
