/** A row as columns hold it: the fields named are JSON text. */
export type Stored<Row, Name extends keyof Row> = Omit<Row, Name> & Record<Name, string>;

export type JsonColumns<Row, Name extends keyof Row> = {
  store(row: Row): Stored<Row, Name>;
  change(part: Partial<Row>): Partial<Stored<Row, Name>>;
  load(stored: Stored<Row, Name>): Row;
};

/** Turns the fields named into JSON text and back. JSON `null` is stored as text too, so these columns are never NULL. */
export function jsonColumns<Row extends object, Name extends keyof Row & string>(
  ...names: Name[]
): JsonColumns<Row, Name> {
  // The casts say what `convert` does and a mapped type cannot: only the named fields change their type.
  return {
    store: (row) => convert(row, names, (value) => JSON.stringify(value)) as Stored<Row, Name>,
    change: (part) => convert(part, names, (value) => JSON.stringify(value)),
    load: (stored) => convert(stored, names, (text) => JSON.parse(String(text))) as Row,
  };
}

/** Columns that only put rows in order and are no part of a row. */
const ORDINAL = 'ordinal';

function convert(
  source: object,
  names: readonly string[],
  turn: (value: unknown) => unknown,
): object {
  const { [ORDINAL]: _, ...row }: Record<string, unknown> = { ...source };
  for (const name of names) {
    if (name in row) row[name] = turn(row[name]);
  }
  return row;
}
