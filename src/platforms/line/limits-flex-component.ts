import {
  BOX_CONTENTS,
  COMPONENT_FORMATS,
  FLEX_PROPERTIES,
  PROPERTY_FORMATS,
} from './flex-properties.ts';
import { checkAction } from './limits-action.ts';
import { checkUri, isNode, type Node, type Problem } from './limits-check.ts';

const HERO = ['box', 'image', 'video'];
const slashed = (at: string, name: string): string => `${at}/${name}`;

/** Problems of a bubble's own properties and blocks; `at` is the bubble's path. */
export function checkBlocks(bubble: Node, at: string): Problem[] {
  const blocks = ['header', 'hero', 'body', 'footer'].filter((name) => bubble[name] !== undefined);
  return [
    ...checkProperties(bubble, 'bubble', at),
    ...(blocks.length === 0
      ? [{ message: 'At least one block must be specified', property: at || '/' }]
      : []),
    ...blocks.flatMap((name) =>
      checkComponent(bubble[name], name === 'hero' ? HERO : ['box'], slashed(at, name)),
    ),
    ...(bubble['action'] === undefined
      ? []
      : checkFlexAction(bubble['action'], slashed(at, 'action'))),
  ];
}

function checkComponent(value: unknown, allowed: readonly string[], at: string): Problem[] {
  const type = isNode(value) ? value['type'] : undefined;
  if (!isNode(value) || typeof type !== 'string' || !allowed.includes(type)) {
    return [{ message: 'invalid property', property: at }];
  }
  return [
    ...checkProperties(value, type, at),
    ...checkOwn(value, type, at),
    ...(value['action'] === undefined || type === 'button'
      ? []
      : checkFlexAction(value['action'], slashed(at, 'action'))),
  ];
}

function checkProperties(node: Node, type: string, at: string): Problem[] {
  const known = FLEX_PROPERTIES[type];
  const odd = Object.entries(node).filter(([name, value]) => {
    if (known !== undefined && !known.has(name)) return true;
    const format = COMPONENT_FORMATS[type]?.[name] ?? PROPERTY_FORMATS[name];
    return format !== undefined && !(typeof value === 'string' && format.test(value));
  });
  return odd.map(([name]) => ({ message: 'invalid property', property: slashed(at, name) }));
}

function checkOwn(node: Node, type: string, at: string): Problem[] {
  switch (type) {
    case 'box':
      return checkBox(node, at);
    case 'button':
      return checkFlexAction(node['action'], slashed(at, 'action'), { label: 40 });
    case 'text':
      return checkFlexText(node, at);
    case 'image':
    case 'icon':
      return checkUri({ value: node['url'], at: slashed(at, 'url') }, 2000, ['https:']);
    case 'video':
      return checkUri({ value: node['url'], at: slashed(at, 'url') }, 2000, ['https:']);
    default:
      return [];
  }
}

function checkBox(box: Node, at: string): Problem[] {
  const { layout, contents } = box;
  const allowed = typeof layout === 'string' ? BOX_CONTENTS[layout] : undefined;
  if (allowed === undefined)
    return [{ message: 'invalid property', property: slashed(at, 'layout') }];
  if (!Array.isArray(contents)) {
    return [{ message: 'must be specified', property: slashed(at, 'contents') }];
  }
  return contents.flatMap((child: unknown, index) =>
    checkComponent(child, allowed, `${at}/contents/${index}`),
  );
}

function checkFlexText(node: Node, at: string): Problem[] {
  const { text, contents } = node;
  if (Array.isArray(contents)) {
    return contents.flatMap((span: unknown, index) =>
      checkComponent(span, ['span'], `${at}/contents/${index}`),
    );
  }
  if (typeof text === 'string' && text !== '') return [];
  return [{ message: 'must be non-empty text', property: slashed(at, 'text') }];
}

function checkFlexAction(
  value: unknown,
  at: string,
  rule: { label: number; labelOptional?: true } = { label: 40, labelOptional: true },
): Problem[] {
  return checkAction({ value, at }, rule, slashed);
}
