import type { Tone } from '../../core/message.ts';

/** The strip on top of a card. */
export const STRIP: Record<Tone, string> = {
  good: '#12A150',
  wait: '#F2B01E',
  warn: '#EF7D1A',
  bad: '#D92D20',
  locked: '#98A2B3',
  plain: '#475467',
};

/** Text on white, and buttons under white text, keep a contrast of at least 4.5 to 1. */
export const INK = { title: '#101828', text: '#344054', quiet: '#667085', rule: '#EAECF0' };
export const BUTTON = { primary: '#07823C', danger: '#C92A1E' };
