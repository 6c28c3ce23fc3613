/** As much of GraphQL as Page365's clients write: one query of plain fields, arguments and variables. https://spec.graphql.org/October2021/ */

export type Field = { name: string; args: Record<string, unknown>; fields: Field[] };
export type Value = string | number | boolean | null | Value[] | { [name: string]: Value };

const TOKEN = /\s*(?:(\$?\w+)|("(?:[^"\\]|\\.)*")|([{}():,!]))/gy;

/** The one field that is asked for at the top. Throws SyntaxError. */
export function parseQuery(query: string, variables: Record<string, unknown>): Field {
  const tokens = tokenize(query);
  let at = 0;
  const peek = (): string => tokens[at] ?? '';
  const take = (): string => tokens[at++] ?? '';
  const skip = (wanted: string): boolean => peek() === wanted && take() !== '';

  function expect(wanted: string): void {
    const got = take();
    if (got !== wanted) throw new SyntaxError(`Parse error on "${got}", expected "${wanted}"`);
  }

  function valueOf(token: string): unknown {
    if (token.startsWith('$')) return variables[token.slice(1)];
    return JSON.parse(token);
  }

  function args(): Record<string, unknown> {
    const found: Record<string, unknown> = {};
    if (!skip('(')) return found;
    while (!skip(')')) {
      const name = take();
      expect(':');
      found[name] = valueOf(take());
      skip(',');
    }
    return found;
  }

  function selection(): Field[] {
    const fields: Field[] = [];
    if (!skip('{')) return fields;
    while (!skip('}')) {
      const name = take();
      if (!/^\w+$/.test(name)) throw new SyntaxError(`Parse error on "${name}"`);
      fields.push({ name, args: args(), fields: selection() });
      skip(',');
    }
    return fields;
  }

  if (peek() !== '{') expect('query');
  while (peek() !== '{' && peek() !== '') take();
  const [root] = selection();
  if (root === undefined) throw new SyntaxError('Parse error: nothing is asked for');
  return root;
}

function tokenize(query: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  const text = query.trimEnd();
  while (TOKEN.lastIndex < text.length) {
    const match = TOKEN.exec(text);
    if (match === null) throw new SyntaxError('Parse error on an unknown character');
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return tokens;
}

/** Only what was asked for. Throws SyntaxError for a field that the type does not have. */
export function project(value: Value, fields: Field[]): Value {
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((row) => project(row, fields));
  if (typeof value !== 'object') return value;
  if (fields.length === 0) throw new SyntaxError('Field must have selections');
  return Object.fromEntries(
    fields.map(({ name, fields: inner }) => {
      const found = value[name];
      if (found === undefined) throw new SyntaxError(`Field '${name}' doesn't exist on type`);
      return [name, project(found, inner)];
    }),
  );
}
