import { UpstreamError } from '../../core/errors.ts';

/**
 * A list page by page from the one given, the first being 1. How many there are is never told: it ends with an empty page,
 * or with one that is shorter than the one before. Throws UpstreamError when a page comes again: the list is not whole then.
 */
export async function* readPages<Row extends { id: string }>(
  read: (page: number) => Promise<Row[]>,
  from = 1,
): AsyncGenerator<Row[]> {
  let full = 0;
  let last: string | undefined;
  for (let page = from; ; page += 1) {
    const rows = await read(page);
    const [first] = rows;
    if (first === undefined) return;
    if (first.id === last)
      throw new UpstreamError('peak', { effect: 'none', code: 'list-repeats' });
    yield rows;
    if (rows.length < full) return;
    full = rows.length;
    last = first.id;
  }
}
