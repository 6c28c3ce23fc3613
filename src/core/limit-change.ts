import { limitsOn } from './limits.ts';
import { type Limit, ROLES } from './settings.ts';

const SORTS = ['perRequest', 'perCharge', 'perDay'] as const;
/** Stand for every command and currency that no limit names. */
const ANY_OTHER = '*';

/**
 * Whether anybody may do more alone under the limits `after` than under those `before`, all of one shop: whether any limit was
 * raised or went, or whether what applies to some role, command and currency did.
 */
export function loosens(before: readonly Limit[], after: readonly Limit[]): boolean {
  const raised = before.some((old) => {
    const now = after.find(({ id }) => id === old.id);
    return SORTS.some((sort) => most(now?.[sort]) > most(old[sort]));
  });
  return raised || casesOf([...before, ...after]).some((each) => allowsMore(before, after, each));
}

type Case = { shop: string; role: (typeof ROLES)[number]; command: string; currency: string };

function casesOf(limits: readonly Limit[]): Case[] {
  const shop = limits[0]?.shop ?? '';
  const commands = new Set([...limits.flatMap(({ commands = [] }) => commands), ANY_OTHER]);
  const currencies = new Set([...limits.map(({ currency }) => currency), ANY_OTHER]);
  return ROLES.flatMap((role) =>
    [...commands].flatMap((command) =>
      [...currencies].map((currency) => ({ shop, role, command, currency })),
    ),
  );
}

function allowsMore(before: readonly Limit[], after: readonly Limit[], each: Case): boolean {
  return SORTS.some((sort) => allowed(after, each, sort) > allowed(before, each, sort));
}

/** Where something is limited, a currency without a limit allows nothing. */
function allowed(
  limits: readonly Limit[],
  { currency, ...about }: Case,
  sort: (typeof SORTS)[number],
): number {
  const on = limitsOn(limits, about);
  if (on.length === 0) return Infinity;
  const here = on.filter((limit) => limit.currency === currency);
  return here.length === 0 ? 0 : Math.min(...here.map((limit) => most(limit[sort])));
}

function most(value: number | undefined): number {
  return value ?? Infinity;
}
