/** What stands at a path, and the parts of it that `:name` stands for. */
export type Found<At> = { webhook: At; params: Readonly<Record<string, string>> };

const NONE = {};

/** Finds what stands at a path; one without names is found by a single look. */
export function createPaths<At extends { path: string }>(
  all: readonly At[],
): (path: string) => Found<At> | null {
  const plain = new Map(
    all
      .filter(({ path }) => !path.includes(':'))
      .map((webhook) => [webhook.path, { webhook, params: NONE }]),
  );
  const named = all
    .filter(({ path }) => path.includes(':'))
    .map((webhook) => ({ webhook, pattern: new URLPattern({ pathname: webhook.path }) }));
  return (path) => plain.get(path) ?? firstOf(named, path);
}

function firstOf<At>(
  named: readonly { webhook: At; pattern: URLPattern }[],
  pathname: string,
): Found<At> | null {
  for (const { webhook, pattern } of named) {
    const groups = pattern.exec({ pathname })?.pathname.groups;
    if (groups === undefined) continue;
    const params = Object.entries(groups).map(([name, part = '']) => [name, part]);
    return { webhook, params: Object.fromEntries(params) };
  }
  return null;
}
