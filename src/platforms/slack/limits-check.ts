/**
 * One thing Slack would refuse: a sentence and where it stands, as in its `response_metadata.messages`.
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export type Problem = { message: string; pointer: string };

export type Node = { [name: string]: unknown };

/** A value that stands somewhere in the payload. */
export type Place = { value: unknown; at: string };

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property's place; its value is missing when there is no such thing. */
export function inside({ value, at }: Place, name: string): Place {
  return { value: isNode(value) ? value[name] : undefined, at: `${at}/${name}` };
}

export function problem(message: string, at: string): Problem[] {
  return [{ message, pointer: at }];
}

type TextRule = { max: number; optional?: true };

/** Slack does not say what it counts; UTF-16 code units are the stricter reading. */
export function checkString({ value, at }: Place, { max, optional }: TextRule): Problem[] {
  if (value === undefined && optional) return [];
  if (value === undefined) return problem('missing required field', at);
  if (typeof value !== 'string') return problem('must be a string', at);
  if (value === '') return problem('must be more than 0 characters', at);
  return value.length > max ? problem(`must be less than ${max + 1} characters`, at) : [];
}

type TextObjectRule = TextRule & { plain?: true };

/** https://docs.slack.dev/reference/block-kit/composition-objects/text-object */
export function checkTextObject(place: Place, rule: TextObjectRule): Problem[] {
  const { value, at } = place;
  if (value === undefined && rule.optional) return [];
  if (value === undefined) return problem('missing required field', at);
  const type = inside(place, 'type');
  return [
    ...checkOneOf(type, rule.plain ? ['plain_text'] : ['plain_text', 'mrkdwn']),
    ...checkString(inside(place, 'text'), { max: rule.max }),
    ...checkNames(place, type.value === 'mrkdwn' ? ['verbatim'] : ['emoji'], ['type', 'text']),
  ];
}

export function checkOneOf({ value, at }: Place, allowed: readonly string[]): Problem[] {
  if (typeof value === 'string' && allowed.includes(value)) return [];
  return problem(`must be one of: ${allowed.join(', ')}`, at);
}

/** Problems of an array's size; the items are the caller's to check. */
export function checkSize({ value, at }: Place, min: number, max: number): Problem[] {
  if (!Array.isArray(value)) return problem('must be an array', at);
  if (value.length < min) return problem(`no fewer than ${min} items allowed`, at);
  return value.length > max ? problem(`no more than ${max} items allowed`, at) : [];
}

/** Properties that are not allowed at all. */
export function checkNames({ value, at }: Place, ...allowed: string[][]): Problem[] {
  const names = isNode(value) ? Object.keys(value) : [];
  const known = new Set(allowed.flat());
  return names
    .filter((name) => !known.has(name))
    .flatMap((name) => problem(`invalid additional property: ${name}`, at));
}

export function checkUrl(place: Place, schemes: readonly string[]): Problem[] {
  const length = checkString(place, { max: 3000 });
  if (length.length > 0 || typeof place.value !== 'string') return length;
  const url = URL.parse(place.value);
  return url !== null && schemes.includes(url.protocol) ? [] : problem('invalid url', place.at);
}

/** Problems of every item of an array. */
export function each({ value, at }: Place, check: (place: Place) => Problem[]): Problem[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((item: unknown, index) => check({ value: item, at: `${at}/${index}` }));
}

/** Ids that must be there once only. */
export function checkUnique(ids: readonly Place[], name: string): Problem[] {
  const seen = new Set<unknown>();
  return ids.flatMap(({ value, at }) => {
    if (value === undefined) return [];
    if (seen.has(value)) return problem(`\`${name}\` must be unique`, at);
    seen.add(value);
    return [];
  });
}

/** The places of an array's items. */
export function items({ value, at }: Place): Place[] {
  if (!Array.isArray(value)) return [];
  return value.map((item: unknown, index) => ({ value: item, at: `${at}/${index}` }));
}
