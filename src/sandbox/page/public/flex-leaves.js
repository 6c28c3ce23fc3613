import { el } from './dom.js';
import * as look from './flex-looks.js';

/** The components of a Flex message that hold no others. */

export function drawText(text, _around, act) {
  const node = el('div', {
    class: text.wrap ? 'flex-text' : 'flex-text flex-one-line',
    style: textStyle(text),
  });
  const spans = text.contents ?? [];
  if (spans.length === 0) node.append(text.text ?? '');
  for (const span of spans) node.append(el('span', { style: spanStyle(span) }, span.text));
  return tappable(node, text.action, act);
}

function textStyle(text) {
  const lines = text.wrap && text.maxLines > 0 ? text.maxLines : 0;
  return {
    ...spanStyle({ size: 'md', ...text }),
    textAlign: text.align,
    ...(lines > 0 && {
      display: '-webkit-box',
      webkitLineClamp: lines,
      webkitBoxOrient: 'vertical',
      overflow: 'hidden',
    }),
  };
}

function spanStyle({ size, color, weight, style, decoration }) {
  return {
    fontSize: size && look.textSize(size),
    color: look.colour(color),
    fontWeight: weight === 'bold' ? '700' : undefined,
    fontStyle: style === 'italic' ? 'italic' : undefined,
    textDecoration: decoration === 'none' ? undefined : decoration,
  };
}

export function drawButton({ style = 'link', height = 'md', color, action }, _around, act) {
  const shown = look.colour(color);
  const paint = style === 'link' ? { color: shown } : { backgroundColor: shown };
  const classes = `flex-button flex-button-${style} flex-button-${height}`;
  const label = el('span', {}, action.label ?? '');
  return el(
    'button',
    { type: 'button', class: classes, style: paint, onclick: () => act(action) },
    label,
  );
}

export function drawImage(
  { url, size, aspectRatio, aspectMode, align, backgroundColor, action },
  _around,
  act,
) {
  const picture = el('img', { src: https(url), alt: '', loading: 'lazy' });
  picture.style.objectFit = aspectMode === 'cover' ? 'cover' : 'contain';
  const frame = el('div', { class: 'flex-image' }, picture);
  Object.assign(frame.style, {
    width: look.imageSize(size),
    aspectRatio: look.ratio(aspectRatio),
    alignSelf: look.place(align ?? 'center'),
    backgroundColor: look.colour(backgroundColor),
  });
  return tappable(frame, action, act);
}

export function drawIcon({ url, size, aspectRatio }) {
  const high = look.textSize(size);
  return el('img', {
    class: 'flex-icon',
    src: https(url),
    alt: '',
    style: { height: high, aspectRatio: look.ratio(aspectRatio) },
  });
}

export function drawSeparator({ color }) {
  return el('div', {
    class: 'flex-separator',
    role: 'separator',
    style: { backgroundColor: look.colour(color) },
  });
}

/** LINE takes pictures over https only. */
function https(url) {
  return URL.parse(url)?.protocol === 'https:' ? url : undefined;
}

export function tappable(node, action, act) {
  if (action === undefined) return node;
  node.classList.add('flex-tappable');
  node.addEventListener('click', (event) => {
    event.stopPropagation();
    act(action);
  });
  return node;
}
