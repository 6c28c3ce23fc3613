import { el } from './dom.js';
import {
  drawButton,
  drawIcon,
  drawImage,
  drawSeparator,
  drawText,
  tappable,
} from './flex-leaves.js';
import * as look from './flex-looks.js';

/**
 * Draws a Flex container as LINE does. `act` is called with the action of whatever is tapped.
 * https://developers.line.biz/en/reference/messaging-api/#flex-message
 */
export function drawFlex(container, act) {
  if (container.type !== 'carousel') return drawBubble(container, act);
  const bubbles = (container.contents ?? []).map((bubble) => drawBubble(bubble, act));
  return el('div', { class: 'flex-carousel', tabindex: '0' }, ...bubbles);
}

const BLOCKS = { header: '20px', body: '20px', footer: '10px' };

function drawBubble(bubble, act) {
  const width = `${look.BUBBLES[bubble.size] ?? look.BUBBLES.mega}px`;
  const hero = bubble.hero && drawHero(bubble.hero, act);
  const parts = Object.keys(BLOCKS).map((name) => drawBlock(bubble, name, act));
  const [header, body, footer] = parts;
  const direction = bubble.direction === 'rtl' ? 'rtl' : undefined;
  const node = el(
    'div',
    { class: 'flex-bubble', style: { width }, dir: direction },
    header,
    hero,
    body,
    footer,
  );
  return tappable(node, bubble.action, act);
}

function drawBlock(bubble, name, act) {
  const box = bubble[name];
  if (box === undefined) return null;
  const style = bubble.styles?.[name] ?? {};
  const block = el(
    'div',
    { class: `flex-${name}` },
    drawBox(box, { layout: 'vertical', natural: BLOCKS[name] }, act),
  );
  block.style.backgroundColor = look.colour(style.backgroundColor) ?? '';
  if (style.separator)
    block.style.borderTop = `1px solid ${look.colour(style.separatorColor) ?? '#d4d6da'}`;
  return block;
}

function drawHero(hero, act) {
  const node = draw(hero, { layout: 'vertical' }, act);
  node.classList.add('flex-hero');
  return node;
}

const DRAWERS = {
  box: drawBox,
  button: drawButton,
  text: drawText,
  image: drawImage,
  icon: drawIcon,
  separator: drawSeparator,
  filler: () => el('div'),
};

function draw(component, around, act) {
  const drawer =
    DRAWERS[component.type] ?? (() => el('span', { class: 'flex-unknown' }, component.type));
  return drawer(component, around, act);
}

function drawBox(box, { natural = '0' }, act) {
  const layout = box.layout ?? 'vertical';
  const node = el('div', {
    class: `flex-box flex-${layout}`,
    style: {
      ...look.padding(box, natural),
      backgroundColor: look.colour(box.backgroundColor),
      borderColor: look.colour(box.borderColor),
      borderWidth: look.border(box.borderWidth),
      borderStyle: box.borderWidth ? 'solid' : undefined,
      borderRadius: look.space(box.cornerRadius),
      width: look.space(box.width),
      maxWidth: look.space(box.maxWidth),
      height: look.space(box.height),
      maxHeight: look.space(box.maxHeight),
      justifyContent: look.place(box.justifyContent),
      alignItems: layout === 'baseline' ? undefined : look.place(box.alignItems),
      background: gradient(box.background),
    },
  });
  for (const [index, component] of (box.contents ?? []).entries()) {
    const child = draw(component, { layout }, act);
    Object.assign(
      child.style,
      look.share(component, layout),
      placeIn(component, { box, layout, index }),
    );
    node.append(child);
  }
  return tappable(node, box.action, act);
}

/** The space before a component: its own margin, else the box's spacing; the first has none. */
function placeIn(component, { box, layout, index }) {
  const gap = look.space(component.margin) ?? look.space(box.spacing) ?? '0';
  const side = layout === 'vertical' ? 'marginTop' : 'marginInlineStart';
  const across = layout === 'horizontal' ? look.place(component.gravity) : undefined;
  return {
    ...look.position(component),
    [side]: index === 0 ? '0' : gap,
    ...(across && { alignSelf: across }),
  };
}

function gradient(background) {
  if (background?.type !== 'linearGradient') return undefined;
  const [from, to] = [look.colour(background.startColor), look.colour(background.endColor)];
  const angle = /^\d+(\.\d+)?deg$/.test(background.angle) ? background.angle : '0deg';
  return from && to ? `linear-gradient(${angle}, ${from}, ${to})` : undefined;
}
