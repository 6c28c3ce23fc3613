import type { House } from '../house.ts';

/** Who approved a request, by name; null when nobody had to. */
export async function approverOf(
  { ledger, settings }: House,
  request: string,
): Promise<string | null> {
  const approval = await ledger.approvals.get(request);
  if (approval?.state !== 'approved' || approval.decidedBy === null) return null;
  const person = await settings.get('people', approval.decidedBy);
  return person?.name ?? approval.decidedBy;
}
