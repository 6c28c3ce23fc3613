/** Rows by id, as a simulated system keeps them. */
export type Shelf<Row> = {
  get(id: string): Row | undefined;
  /** Throws when there is none. */
  need(id: string): Row;
  put(id: string, row: Row): Row;
  edit(id: string, change: Partial<Row>): Row;
  remove(id: string): void;
  all(): Row[];
};

/** `what` names a row in errors; `changed` is called after every change. */
export function createShelf<Row extends object>(what: string, changed: () => void): Shelf<Row> {
  const rows = new Map<string, Row>();

  function need(id: string): Row {
    const row = rows.get(id);
    if (row === undefined) throw new Error(`there is no ${what} ${id}`);
    return row;
  }

  function put(id: string, row: Row): Row {
    rows.set(id, row);
    changed();
    return row;
  }

  return {
    get: (id) => rows.get(id),
    need,
    put,
    edit: (id, change) => put(id, { ...need(id), ...change }),
    remove(id) {
      rows.delete(id);
      changed();
    },
    all: () => [...rows.values()],
  };
}
