/**
 * An element with properties and children. Words arrive as text nodes only, never as markup.
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] `on…` are listeners, `style` an object, the rest attributes
 * @param {(Node | string | null | undefined | false)[]} children
 */
export function el(tag, properties = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'style') Object.assign(node.style, value);
    else if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(
    ...children.filter((child) => child !== undefined && child !== null && child !== false),
  );
  return node;
}

/** The page's element with this id, which is there. */
export function byId(id) {
  return document.getElementById(id);
}

let hiding = 0;

/** Says something for a few seconds. */
export function toast(text) {
  const node = byId('toast');
  node.textContent = text;
  node.hidden = false;
  clearTimeout(hiding);
  hiding = setTimeout(() => (node.hidden = true), 4000);
}

/** Copies a text; without the permission it is selected in a prompt instead. */
export async function copy(text, said) {
  try {
    await navigator.clipboard.writeText(text);
    toast(said);
  } catch {
    window.prompt('', text);
  }
}
