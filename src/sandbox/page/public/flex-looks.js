/**
 * Sizes, spaces and colours of Flex messages as LINE draws them.
 * https://developers.line.biz/en/docs/messaging-api/flex-message-layout/
 */

const SPACES = { none: '0', xs: '2px', sm: '4px', md: '8px', lg: '12px', xl: '16px', xxl: '20px' };
const TEXTS = {
  xxs: 11,
  xs: 13,
  sm: 14,
  md: 16,
  lg: 19,
  xl: 22,
  xxl: 29,
  '3xl': 35,
  '4xl': 48,
  '5xl': 74,
};
const IMAGES = {
  xxs: 40,
  xs: 60,
  sm: 80,
  md: 100,
  lg: 120,
  xl: 140,
  xxl: 160,
  '3xl': 180,
  '4xl': 200,
  '5xl': 220,
};
const BORDERS = {
  none: '0',
  light: '0.5px',
  normal: '1px',
  medium: '2px',
  'semi-bold': '3px',
  bold: '4px',
};
export const BUBBLES = {
  nano: 120,
  micro: 160,
  deca: 220,
  hecto: 241,
  kilo: 260,
  mega: 300,
  giga: 500,
};

const LENGTH = /^-?\d+(\.\d+)?(px|%)$/;
const COLOUR = /^#[0-9a-f]{6}([0-9a-f]{2})?$/i;

export function space(value) {
  if (value === undefined) return undefined;
  return SPACES[value] ?? (LENGTH.test(value) ? value : undefined);
}

export function colour(value) {
  return typeof value === 'string' && COLOUR.test(value) ? value : undefined;
}

export function textSize(size = 'md') {
  return TEXTS[size] === undefined ? (space(size) ?? '16px') : `${TEXTS[size]}px`;
}

export function imageSize(size = 'md') {
  if (size === 'full') return '100%';
  return IMAGES[size] === undefined ? (space(size) ?? '100px') : `${IMAGES[size]}px`;
}

export function border(width) {
  return BORDERS[width] ?? space(width);
}

export function ratio(value = '1:1') {
  const [, wide, high] = /^(\d+):(\d+)$/.exec(value) ?? [null, '1', '1'];
  return `${wide} / ${high}`;
}

const ENDS = {
  start: 'flex-start',
  end: 'flex-end',
  center: 'center',
  top: 'flex-start',
  bottom: 'flex-end',
};

export function place(value) {
  return ENDS[value] ?? value;
}

/** Padding of a box; a block of a bubble has some by nature. */
export function padding(box, natural) {
  const all = space(box.paddingAll) ?? natural;
  return {
    paddingTop: space(box.paddingTop) ?? all,
    paddingBottom: space(box.paddingBottom) ?? all,
    paddingInlineStart: space(box.paddingStart) ?? all,
    paddingInlineEnd: space(box.paddingEnd) ?? all,
  };
}

/** How a component takes its share of the box around it. Across, everything grows unless told otherwise; down, nothing does. */
export function share(component, layout) {
  const across = layout !== 'vertical';
  const flex =
    component.flex ??
    (component.type === 'filler' ? 1 : across && component.type !== 'icon' ? 1 : 0);
  if (flex === 0) return { flex: '0 0 auto' };
  return { flex: across ? `${flex} 1 0px` : `${flex} 0 auto` };
}

/** Offsets, and whether the component floats over the others. */
export function position(component) {
  return {
    position: component.position === 'absolute' ? 'absolute' : 'relative',
    top: space(component.offsetTop),
    bottom: space(component.offsetBottom),
    insetInlineStart: space(component.offsetStart),
    insetInlineEnd: space(component.offsetEnd),
  };
}
