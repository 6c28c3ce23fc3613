import type { Context } from 'hono';
import type { Refusal } from '../../platforms/slack/limits.ts';
import type { Env } from './faults.ts';
import { isNode, jsonOf, nodes } from './guards.ts';
import type { Node } from './types.ts';

/** A method of the Web API: arguments in, Slack's answer out. */
export type Method = (args: Node) => Answer;

/** Slack answers refusals with status 200 too, rate limits aside. */
export type Answer =
  | { ok: true; [name: string]: unknown }
  | { ok: false; error: string; messages?: string[]; retryAfter?: number };

export function refuse(error: string): Answer {
  return { ok: false, error };
}

/** A refused message or view, with what is wrong where. */
export function refuseFor({ error, problems }: Refusal): Answer {
  const messages = problems.map(
    ({ message, pointer }) => `[ERROR] ${message} [json-pointer:${pointer}]`,
  );
  return { ok: false, error, messages };
}

export function respond(context: Context<Env>, answer: Answer): Response {
  if (answer.ok) return context.json(answer);
  const { error, messages, retryAfter } = answer;
  const body = { ok: false, error, ...(messages && { response_metadata: { messages } }) };
  if (retryAfter === undefined) return context.json(body);
  return context.json(body, 429, { 'Retry-After': String(retryAfter) });
}

/**
 * The arguments of a call: form fields, in which arrays and objects travel as JSON, or a JSON body.
 * https://docs.slack.dev/apis/web-api/#basics
 */
export async function argsOf(context: Context<Env>): Promise<Node> {
  const text = await context.req.text();
  const type = context.req.header('content-type') ?? '';
  if (type.startsWith('application/json')) {
    const body = jsonOf(text);
    return isNode(body) ? body : {};
  }
  const fields = [...new URLSearchParams(text)];
  return Object.fromEntries(fields.map(([name, value]) => [name, valueOf(value)]));
}

function valueOf(text: string): unknown {
  const structured = text.startsWith('{') || text.startsWith('[');
  return structured ? (jsonOf(text) ?? text) : text;
}

/** A flag, however it travelled. */
export function isTrue(value: unknown): boolean {
  return value === true || value === 'true' || value === '1';
}

/** A message's own part of the arguments. */
export function messageOf(args: Node): { text: string; blocks: Node[] } {
  const { text, blocks } = args;
  return { text: typeof text === 'string' ? text : '', blocks: nodes(blocks) };
}
