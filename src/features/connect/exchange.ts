import { UpstreamError } from '../../core/errors.ts';
import type { Block, PageDesk } from '../../core/page.ts';
import { raw, text } from '../../core/text.ts';
import { changeFlow, CODE_LASTS, type Flow, type Granted, openSecret, placeOf } from './flow.ts';
import { refusedReads } from './rights.ts';
import { takenBy } from './taken.ts';
import { nhanhOf } from './trial.ts';

/** What came of an access code. `code` is for the page alone. */
export type Brought =
  | { state: 'granted'; flow: Flow; code: string }
  | { state: 'refused'; refusal: string; blocks?: Block[] }
  | { state: 'over' };

/** Access codes that one flow takes to Nhanh: the address is open to everybody. */
const MOST_CODES = 20;

type Given = { accessCode: string; desk: PageDesk };

/**
 * Takes an access code to Nhanh, once: the same one asked for again shows the grant that it brought, with a new code for the
 * chat. What was granted is looked at live before anybody is asked to confirm it.
 */
export async function bringGrant(flow: Flow, { accessCode, desk }: Given): Promise<Brought> {
  const { connecting } = desk;
  const by = connecting.fingerprint(accessCode);
  if (flow.granted?.by === by) return showAgain(flow, flow.granted, desk);
  if (flow.codes.length >= MOST_CODES) return { state: 'refused', refusal: 'too-many' };
  let first = false;
  const taken = await changeFlow(connecting, flow, (current) => {
    first = !current.codes.includes(by);
    return first ? { ...current, codes: [...current.codes, by] } : current;
  });
  if (!taken?.app) return { state: 'over' };
  if (!first) return { state: 'refused', refusal: 'code-used' };
  try {
    return await exchange(taken, taken.app, { accessCode, by, desk });
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.effect === 'none') await giveBack(taken, by, desk);
    return refusalOf(error);
  }
}

/** Nhanh never saw this access code: loading the page again may take it there. */
async function giveBack(flow: Flow, by: string, { connecting }: PageDesk): Promise<void> {
  await changeFlow(connecting, flow, (current) => ({
    ...current,
    codes: current.codes.filter((code) => code !== by),
  }));
}

type Exchange = Given & { by: string };

async function exchange(
  flow: Flow,
  app: NonNullable<Flow['app']>,
  { accessCode, by, desk }: Exchange,
): Promise<Brought> {
  const { connecting, settings, now } = desk;
  const secretKey = openSecret(connecting, flow, { name: 'secretKey', sealed: app.secretKey });
  const nhanh = await nhanhOf(connecting, flow, { app: app.id, secretKey });
  const { accessToken, business, expiresAt } = await nhanh.exchange(accessCode);
  const shop = await nhanhOf(connecting, flow, { app: app.id, secretKey, accessToken, business });
  const granted = await shop.grant();
  if (granted.business !== business) return { state: 'refused', refusal: 'other-business' };
  const { shop: id, accountId } = flow;
  const wanted = { shop: id, accountId, app: app.id, business };
  const taken = await takenBy(settings, wanted);
  if (taken !== null) return { state: 'refused', refusal: `${taken}-taken` };
  const refused = await refusedReads(shop, now);
  const token = connecting.seal(accessToken, placeOf(flow, 'accessToken'));
  return keepGrant(flow, { business, token, expiresAt, refused, by, until: untilOf(now) }, desk);
}

function untilOf(now: Temporal.Instant): number {
  return now.epochMilliseconds + CODE_LASTS;
}

/** The grant that is there already, with a new code. */
export function showAgain(flow: Flow, granted: Granted, desk: PageDesk): Promise<Brought> {
  return keepGrant(flow, { ...granted, until: untilOf(desk.now) }, desk);
}

/** The newest code is the one that counts. */
async function keepGrant(
  flow: Flow,
  granted: Omit<Granted, 'code'>,
  { connecting }: PageDesk,
): Promise<Brought> {
  const code = connecting.newCode();
  const next = await changeFlow(connecting, flow, (current) => ({
    ...current,
    until: Math.max(current.until, granted.until),
    granted: { ...granted, code: connecting.hashOf(code) },
    wrong: 0,
  }));
  return next === null || next.kept ? { state: 'over' } : { state: 'granted', flow: next, code };
}

/** Refusals that have their own words; Nhanh's own words come after them. */
const KNOWN = new Set([
  'app-unknown',
  'business-not-allowed',
  'business-unknown',
  'code-expired',
  'code-invalid',
  'code-used',
  'no-permission',
  'secret-key',
  'unreadable_answer',
  'v2-token',
]);

function refusalOf({ code, words, effect }: UpstreamError): Brought {
  const values = { code, system: { text: text('systems.nhanh') } };
  const key = KNOWN.has(code) ? `errors.nhanh.${code}` : `errors.any.${effect}`;
  const blocks: Block[] = [
    { kind: 'words', text: text(`${key}.cause`, values), tone: 'warn' },
    { kind: 'words', text: text(`${key}.remedy`, values) },
    { kind: 'words', text: text('connect.page.not-granted.again') },
  ];
  const said: Block[] = words === undefined ? [] : [{ kind: 'words', text: raw(words) }];
  return { state: 'refused', refusal: 'not-granted', blocks: [...blocks, ...said] };
}
