import type { Json } from './json.ts';

/**
 * Two systems that copy from each other must not answer their own echo: a row that was copied carries where it came from,
 * and what was last written is remembered, so that hearing of it again is no change.
 */

/** Where a row came from, as the copy carries it: `nhanh:9001`. */
export function originRef(system: string, id: string): string {
  return `${system}:${id}`;
}

/** Null for a row that was not copied. */
export function readOrigin(ref: string | null): { system: string; id: string } | null {
  const [, system, id] = /^([a-z0-9]+):(.+)$/.exec(ref ?? '') ?? [];
  return system === undefined || id === undefined ? null : { system, id };
}

/** The same for the same content, however its fields are ordered; not for secrets. 53 bits: cyrb53, as public domain has it. */
export function fingerprint(content: Json): string {
  const text = canonical(content);
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let place = 0; place < text.length; place += 1) {
    const unit = text.charCodeAt(place);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high =
    Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low =
    Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  const bits = 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
  return bits.toString(16).padStart(14, '0');
}

function canonical(content: Json): string {
  if (content === null || typeof content !== 'object') return JSON.stringify(content);
  if (Array.isArray(content)) return `[${content.map(canonical).join(',')}]`;
  const fields = Object.entries(content).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${fields.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join(',')}}`;
}
