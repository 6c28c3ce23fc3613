import type { CompiledQuery } from 'kysely';

const names = new Map<string, string>();
const plannedQueries = new WeakSet<CompiledQuery>();
const unansweredQueries = new WeakSet<CompiledQuery>();

/**
 * The statement, to be planned once per connection and not each time. For those whose text never varies and whose plan is
 * the right one however large its tables are.
 */
export function planned<Q extends CompiledQuery>(query: Q): Q {
  plannedQueries.add(query);
  return query;
}

/** The name of a planned statement, null for any other. */
export function nameOf(query: CompiledQuery): string | null {
  return plannedQueries.has(query) ? planName(query.sql) : null;
}

/** The name under which a planned text is known to the server. */
function planName(text: string): string {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `tenban_${names.size}`;
  names.set(text, name);
  return name;
}

/**
 * The statement, not waited for inside a transaction: nobody needs what it answers. It is carried out in its place in the
 * order; should it fail, whatever follows it fails for that reason, and the transaction with it.
 */
export function unanswered<Q extends CompiledQuery>(query: Q): Q {
  unansweredQueries.add(query);
  return query;
}

export function isUnanswered(query: CompiledQuery): boolean {
  return unansweredQueries.has(query);
}
