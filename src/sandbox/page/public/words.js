/** Dates as those read them who speak the language: day before month in English too. */
const TAGS = { en: 'en-GB' };
/** Signs that nobody mistakes; `$` may be one of several dollars. */
const SIGNS = new Set(['THB', 'JPY']);

let words = {};
let language = 'en';

function tag() {
  return TAGS[language] ?? language;
}

export function setWords(all) {
  words = all;
}

export function currentLanguage() {
  return language;
}

/** The text of a key in the page's language, its `{names}` filled in. */
export function t(key, values = {}) {
  const text = words[language]?.[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}

/** Whether there is a text of this name. */
export function has(key) {
  return words[language]?.[key] !== undefined;
}

/** Switches the language and says the document's own words again. */
export function speak(next) {
  language = next;
  document.documentElement.lang = next;
  document.title = `Tenban · ${t('top.title')}`;
  const each = (name, say) => {
    for (const node of document.querySelectorAll(`[data-${name}]`))
      say(node, t(node.dataset[name]));
  };
  each('word', (node, text) => (node.textContent = text));
  each('label', (node, text) => node.setAttribute('aria-label', text));
  each('hint', (node, text) => node.setAttribute('title', text));
  each('placeholder', (node, text) => node.setAttribute('placeholder', text));
}

function digitsOf(currency) {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits;
}

/** An amount in the smallest unit, written the page language's way. */
export function money(amount, currency) {
  const currencyDisplay = SIGNS.has(currency) ? 'narrowSymbol' : 'code';
  const format = new Intl.NumberFormat(tag(), { style: 'currency', currency, currencyDisplay });
  return format.format(amount / 10 ** digitsOf(currency));
}

/** Digits with an optional decimal point as the smallest unit; null when they are no amount of this currency. */
export function smallestUnit(text, currency) {
  const plain = text.replaceAll(',', '').trim();
  const digits = digitsOf(currency);
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d+))?$/.exec(plain) ?? [];
  if (whole === undefined || fraction.length > digits) return null;
  const amount = Number(whole + fraction.padEnd(digits, '0'));
  return amount > 0 ? amount : null;
}

export function clockTime(at, timeZone) {
  return new Date(at).toLocaleTimeString(tag(), {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
}

/** A day and time; the year only when it is another one. */
export function moment(at, timeZone, now) {
  const date = new Date(at);
  const isOld = now - date.getTime() > 180 * 86_400_000;
  const day = { day: 'numeric', month: 'short', ...(isOld && { year: 'numeric' }) };
  return `${date.toLocaleDateString(tag(), { timeZone, ...day })} ${clockTime(at, timeZone)}`;
}
