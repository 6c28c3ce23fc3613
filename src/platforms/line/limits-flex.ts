import { checkBlocks } from './limits-flex-component.ts';
import { isNode, type Place, type Problem } from './limits-check.ts';

/** The strict reading of "30 KB" and "50 KB" of JSON: thousands of UTF-8 bytes. */
export const BUBBLE_BYTES = 30_000;
export const CAROUSEL_BYTES = 50_000;
export const CAROUSEL_BUBBLES = 12;

/** Bytes of a value as JSON in UTF-8. */
export function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? '');
}

/** Problems of a Flex container. https://developers.line.biz/en/reference/messaging-api/#flex-message */
export function checkFlex({ value, at }: Place): Problem[] {
  return containerProblems(value).map((problem) => ({ ...problem, inside: at }));
}

function containerProblems(container: unknown): Problem[] {
  if (!isNode(container)) return [{ message: 'must be specified', property: '/' }];
  if (container['type'] === 'bubble') return checkBubble({ value: container, at: '' });
  if (container['type'] !== 'carousel') return [{ message: 'invalid property', property: '/type' }];
  const bubbles: unknown[] = Array.isArray(container['contents']) ? container['contents'] : [];
  const widths = new Set(
    bubbles.map((bubble) => (isNode(bubble) ? (bubble['size'] ?? 'mega') : null)),
  );
  return [
    ...(bubbles.length < 1 || bubbles.length > CAROUSEL_BUBBLES
      ? [{ message: `size must be between 1 and ${CAROUSEL_BUBBLES}`, property: '/contents' }]
      : []),
    ...(widths.size > 1
      ? [{ message: 'all bubbles must have the same size', property: '/contents' }]
      : []),
    ...bubbles.flatMap((value, index) => checkBubble({ value, at: `/contents/${index}` })),
    ...tooLarge(container, CAROUSEL_BYTES, '/'),
  ];
}

function checkBubble({ value, at }: Place): Problem[] {
  if (!isNode(value) || value['type'] !== 'bubble') {
    return [{ message: 'invalid property', property: `${at}/type` }];
  }
  return [...checkBlocks(value, at), ...tooLarge(value, BUBBLE_BYTES, at || '/')];
}

function tooLarge(value: unknown, max: number, property: string): Problem[] {
  if (bytesOf(value) <= max) return [];
  return [
    { message: `Too large flex message. The maximum size of JSON data is ${max} bytes`, property },
  ];
}
