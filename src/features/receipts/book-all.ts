import type { Bill } from '../../clients/page365/schema.ts';
import { UpstreamError } from '../../core/errors.ts';
import type { Page } from '../../core/run.ts';
import type { BillState } from './bill-state.ts';
import { statesOf, takeUp } from './book.ts';
import { contactsOf } from './contacts.ts';
import { settledBy } from './late.ts';
import { type Booked, decided, type Desk, kept } from './outcome.ts';
import { inParallel } from './pool.ts';
import { voidReceipt } from './void.ts';

/** More than PEAK takes at once: while the client lets five through, what others need of the ledger is written. */
const AT_ONCE = 12;
/** A bill whose turn did not get through waits so long, milliseconds, unless PEAK says how long. */
const WAIT = 8_000;
/** The engine's alert about an operation that only a person can tell the outcome of. */
const ASKED = 'operations.undecided';

/** Takes up every bill, in their order. Throws UpstreamError when PEAK could not be reached for any. */
export async function bookAll(desk: Desk, bills: readonly Bill[]): Promise<Booked[]> {
  const states = [...(await statesOf(desk, bills))];
  const at = { ...desk, contacts: contactsOf(desk) };
  return inTurn(desk, states, async ([bill, state]) => {
    const booked = await takeUp(at, bill, state);
    return { ...booked, changed: state.version === 0 || differs(booked.state, state) };
  });
}

/** Voids the receipt of every bill, in their order. Throws UpstreamError when PEAK could not be reached for any. */
export function voidAll(desk: Desk, states: readonly BillState[]): Promise<Booked[]> {
  const about = states.map((state) => [{ number: Number(state.order) }, state] as const);
  return inTurn(desk, about, ([bill, state]) => voidReceipt(desk, bill, state));
}

type About = readonly [Pick<Bill, 'number'>, BillState];

/** One that could not be reached is taken up later: a call in a hundred that fails must not stop the others. */
async function inTurn<Each extends About>(
  { context }: Desk,
  all: readonly Each[],
  work: (each: Each) => Promise<Booked>,
): Promise<Booked[]> {
  const failures: UpstreamError[] = [];
  const booked = await inParallel(all, AT_ONCE, async (each) => {
    try {
      return await work(each);
    } catch (error) {
      if (!(error instanceof UpstreamError) || error.effect === 'refused') throw error;
      failures.push(error);
      const [bill, state] = each;
      const later = context.now.epochMilliseconds + (error.retryAfter ?? WAIT);
      const verdict = decided(bill, { verdict: 'held', reason: 'UNREACHED' });
      return { ...kept(state, verdict), changed: state.version === 0, later };
    }
  });
  const [first] = failures;
  if (first !== undefined && !booked.some(isFromPeak)) throw first;
  return booked;
}

/** Whether PEAK had a say in it. */
function isFromPeak({ verdict: { verdict, reason } }: Booked): boolean {
  return verdict === 'booked' || verdict === 'failed' || reason === 'CHECKING';
}

function differs(one: BillState, other: BillState): boolean {
  const of = ({ status, detail }: BillState): string => JSON.stringify([status, detail]);
  return of(one) !== of(other);
}

/** Ids of bills whose outcome is not known yet. */
export function idsOf(bills: readonly Bill[], booked: readonly Booked[]): string[] {
  return bills
    .filter((_bill, index) => (booked[index]?.later ?? null) !== null)
    .map(({ id }) => id);
}

/** When the first outcome that is not known yet can be, epoch ms; 0 when all are known. */
export function untilKnown(booked: readonly Booked[]): number {
  const dates = booked.flatMap(({ later }) => later ?? []);
  return dates.length === 0 ? 0 : Math.min(...dates);
}

/** What a page leaves of them; a person is asked where nobody else can tell, until it is known. */
export function left(
  booked: readonly Booked[],
): Required<Pick<Page<never>, 'verdicts' | 'orders' | 'raise' | 'settle'>> {
  return {
    verdicts: booked.map(({ verdict }) => verdict),
    orders: booked.filter(({ changed }) => changed).map(({ state }) => state),
    raise: booked.flatMap(({ ask, late }) => [ask ?? [], late ?? []].flat()),
    settle: [
      ...settledBy(booked),
      ...booked.flatMap(({ known }) => known ?? []).map((cause) => ({ kind: ASKED, cause })),
    ],
  };
}
