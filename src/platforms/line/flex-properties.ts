const PLACED = ' margin position offsetTop offsetBottom offsetStart offsetEnd';

function names(list: string): ReadonlySet<string> {
  return new Set(list.split(' '));
}

/**
 * Every property of each Flex component; LINE refuses any other as "invalid property".
 * https://developers.line.biz/en/reference/messaging-api/#flex-message
 */
export const FLEX_PROPERTIES: { readonly [type: string]: ReadonlySet<string> } = {
  bubble: names('type direction styles header hero body footer size action'),
  box: names(
    'type layout flex contents spacing backgroundColor borderColor borderWidth cornerRadius width ' +
      'maxWidth height maxHeight paddingAll paddingTop paddingBottom paddingStart paddingEnd action ' +
      `justifyContent alignItems background${PLACED}`,
  ),
  button: names(`type flex color style action gravity height adjustMode scaling${PLACED}`),
  image: names(
    'type url flex align gravity size aspectRatio aspectMode backgroundColor action animated' +
      PLACED,
  ),
  video: names('type url previewUrl altContent aspectRatio action'),
  icon: names(`type url size aspectRatio scaling${PLACED}`),
  text: names(
    'type flex text size align gravity color weight style decoration wrap lineSpacing action ' +
      `maxLines contents adjustMode scaling${PLACED}`,
  ),
  span: names('type text size color weight style decoration'),
  separator: names('type margin color'),
  filler: names('type flex'),
};

/** What a box of each layout may hold. */
export const BOX_CONTENTS: { readonly [layout: string]: readonly string[] } = {
  horizontal: ['box', 'button', 'image', 'text', 'separator', 'filler'],
  vertical: ['box', 'button', 'image', 'text', 'separator', 'filler'],
  baseline: ['icon', 'text', 'filler'],
};

const SIZES = 'xxs|xs|sm|md|lg|xl|xxl|3xl|4xl|5xl';
const SPACES = 'none|xs|sm|md|lg|xl|xxl';
const COLOUR = /^#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?$/;
const SPACE = new RegExp(`^(${SPACES}|-?\\d+(\\.\\d+)?(px|%))$`);
const LENGTH = /^\d+(\.\d+)?(px|%)$/;

/** What each property's text must look like. */
export const PROPERTY_FORMATS: { readonly [name: string]: RegExp } = {
  color: COLOUR,
  backgroundColor: COLOUR,
  borderColor: COLOUR,
  separatorColor: COLOUR,
  margin: SPACE,
  spacing: SPACE,
  paddingAll: SPACE,
  paddingTop: SPACE,
  paddingBottom: SPACE,
  paddingStart: SPACE,
  paddingEnd: SPACE,
  cornerRadius: SPACE,
  width: LENGTH,
  maxHeight: LENGTH,
  maxWidth: LENGTH,
  lineSpacing: /^\d+(\.\d+)?px$/,
  aspectRatio: /^\d{1,6}:\d{1,6}$/,
  align: /^(start|end|center)$/,
  gravity: /^(top|bottom|center)$/,
  weight: /^(regular|bold)$/,
  decoration: /^(none|underline|line-through)$/,
};

/** As above, where the component decides. */
export const COMPONENT_FORMATS: { readonly [type: string]: { readonly [name: string]: RegExp } } = {
  bubble: { size: /^(nano|micro|deca|hecto|kilo|mega|giga)$/, direction: /^(ltr|rtl)$/ },
  box: { height: LENGTH },
  button: { height: /^(sm|md)$/, style: /^(primary|secondary|link)$/ },
  text: { size: new RegExp(`^(${SIZES}|\\d+(\\.\\d+)?px)$`), style: /^(normal|italic)$/ },
  span: { size: new RegExp(`^(${SIZES}|\\d+(\\.\\d+)?px)$`), style: /^(normal|italic)$/ },
  image: {
    size: new RegExp(`^(${SIZES}|full|\\d+(\\.\\d+)?(px|%))$`),
    aspectMode: /^(cover|fit)$/,
  },
};
