/**
 * The least number of edits (a letter left out, put in, changed, or two neighbours swapped) that turn `word` into the
 * beginning of `text`; null when it takes more than `limit`. `ends` says how long a beginning may be.
 */
export function editsToStart(
  word: string,
  text: string,
  { limit, ends }: { limit: number; ends(length: number): boolean },
): number | null {
  const reach = text.slice(0, word.length + limit);
  const rows = distances(word, reach);
  const lengths = Array.from({ length: reach.length + 1 }, (_, length) => length).filter(ends);
  const best = Math.min(...lengths.map((length) => rows[word.length]?.[length] ?? Infinity));
  return best <= limit ? best : null;
}

/** Optimal string alignment: `rows[i][j]` edits between the first i of `word` and the first j of `text`. */
function distances(word: string, text: string): number[][] {
  const rows: number[][] = [Array.from({ length: text.length + 1 }, (_, column) => column)];
  const at = (row: number, column: number): number => rows[row]?.[column] ?? Infinity;
  for (let row = 1; row <= word.length; row += 1) {
    rows.push([row]);
    for (let column = 1; column <= text.length; column += 1) {
      const changed = word[row - 1] === text[column - 1] ? 0 : 1;
      const swapped = word[row - 1] === text[column - 2] && word[row - 2] === text[column - 1];
      rows[row]?.push(
        Math.min(
          at(row - 1, column) + 1,
          at(row, column - 1) + 1,
          at(row - 1, column - 1) + changed,
          row > 1 && column > 1 && swapped ? at(row - 2, column - 2) + 1 : Infinity,
        ),
      );
    }
  }
  return rows;
}
