import type { Effect } from '../../core/errors.ts';
import { guesses } from './guesses.ts';
import { Answer } from './schema.ts';

type Explained = { code: string; words: string };

/** The first error of a GraphQL answer, `token` when it is about the token; null for a body without errors. */
export function explainPage365Error(body: unknown): Explained | null {
  const answer = Answer.safeParse(body);
  const [first] = answer.success ? (answer.data.errors ?? []) : [];
  if (first === undefined) return null;
  const words = first.message;
  const theirs = first.extensions?.code ?? '';
  const aboutToken = guesses.tokenRefused.value.test(`${theirs} ${words}`);
  return { code: aboutToken ? 'token' : theirs || 'graphql', words };
}

/** Errors come under status 200, also beside data that is then not whole. https://spec.graphql.org/October2021/#sec-Errors */
export function judgePage365Answer(body: unknown): (Explained & { effect: Effect }) | null {
  const explained = explainPage365Error(body);
  return explained && { effect: 'refused', ...explained };
}
