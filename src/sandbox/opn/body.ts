import type { Body } from './create-charge.ts';
import { OpnRefusal, refusals } from './refusals.ts';

/** The body of a request as JSON or as a form whose names may have one bracket, `metadata[key]=value`. */
export async function bodyOf(request: {
  header(name: string): string | undefined;
  text(): Promise<string>;
}): Promise<Body> {
  const text = await request.text();
  if (text === '') return {};
  const isJson = request.header('content-type')?.includes('json') ?? false;
  return isJson ? jsonOf(text) : formOf(text);
}

function jsonOf(text: string): Body {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === 'object' && body !== null) return Object.fromEntries(Object.entries(body));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new OpnRefusal(refusals.badBody);
}

function formOf(text: string): Body {
  const plain: [string, unknown][] = [];
  const nested = new Map<string, [string, string][]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const [, outer, inner] = /^([^[\]]+)\[([^[\]]+)\]$/.exec(name) ?? [];
    if (outer === undefined || inner === undefined) plain.push([name, value]);
    else nested.set(outer, [...(nested.get(outer) ?? []), [inner, value]]);
  }
  const groups = [...nested].map(([name, rows]) => [name, Object.fromEntries(rows)] as const);
  return Object.fromEntries([...plain, ...groups]);
}
