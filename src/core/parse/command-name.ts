import { editsToStart } from './edits.ts';
import { fold, type Folded, foldText } from './fold.ts';
import { swapLayout } from './kedmanee.ts';
import { dropToneKeys } from './tone-keys.ts';

/** One way to call a command, in any language. `asks`: too vague to run anything, it only asks which command is meant. */
type VocabularyEntry = { command: string; alias: string; asks?: true };
export type Vocabulary = readonly VocabularyEntry[];

/** `rest` is what follows the name, as it was typed. Commands of a suggestion come nearest first and never run by themselves. */
export type Reading =
  | { kind: 'command'; command: string; rest: string }
  | { kind: 'which'; commands: string[] }
  | { kind: 'suggest'; commands: string[] }
  | { kind: 'none' };

const MOST_SUGGESTIONS = 3;
/** Longer than any name. */
const NAME_REACH = 120;
const WORD_GOES_ON = /^[\p{Script=Latin}\p{M}_]/u;
/** `hoan2` is a word typed with tone keys, while `refund500` is a name and an amount. */
const WORD_OR_NUMBER_GOES_ON = /^[\p{Script=Latin}\p{M}\p{N}_]/u;

/**
 * Finds the command a text begins with: the longest name wins, with or without a space after it. When there is none, a
 * keyboard in the wrong layout, tone keys left in the text and misspellings are tried, and lead to suggestions only.
 */
export function readCommand(text: string, vocabulary: Vocabulary): Reading {
  const typed = withoutSlash(text);
  const words = wordsOf(vocabulary);
  const [longest, ...others] = namesAt(typed, words);
  if (longest !== undefined && !longest.asks) {
    return { kind: 'command', command: longest.command, rest: typed.original.slice(longest.end) };
  }
  if (longest !== undefined) {
    return {
      kind: 'which',
      commands: commandsOf([longest, ...others.filter(({ text }) => text === longest.text)]),
    };
  }
  const commands = suggestions(typed, words);
  return commands.length === 0 ? { kind: 'none' } : { kind: 'suggest', commands };
}

type Typed = Folded & { original: string };
type Word = { command: string; asks: boolean; text: string; latin: boolean };

/** A command written with its slash, also a full-width one that no platform takes for a command, is read all the same. */
function withoutSlash(text: string): Typed {
  const original = text.replace(/^[\s/\uff0f]+/u, '');
  return { ...fold(original.slice(0, NAME_REACH)), original };
}

const folded = new WeakMap<Vocabulary, readonly Word[]>();

/** Folding a few hundred names takes longer than reading a message, so it is done once per vocabulary. */
function wordsOf(vocabulary: Vocabulary): readonly Word[] {
  const known = folded.get(vocabulary);
  if (known !== undefined) return known;
  const words = vocabulary.map(readEntry).filter((word) => word.text !== '');
  folded.set(vocabulary, words);
  return words;
}

function readEntry({ command, alias, asks }: VocabularyEntry): Word {
  const text = foldText(alias);
  return { command, asks: asks === true, text, latin: /[a-z]$/.test(text) };
}

/** Names the text begins with, longest first. */
function namesAt(typed: Typed, words: readonly Word[]): (Word & { end: number })[] {
  return words
    .filter((word) => typed.text.startsWith(word.text) && mayEnd(typed, word, word.text.length))
    .map((word) => ({ ...word, end: endOf(typed, word.text.length) }))
    .sort((a, b) => b.text.length - a.text.length);
}

/** Latin names end at the end of a word; Thai and Japanese leave no space between words. */
function mayEnd(typed: Typed, { latin, asks }: Word, length: number): boolean {
  if (!isWholeGrapheme(typed, length)) return false;
  const after = typed.original.slice(endOf(typed, length));
  return !latin || !(asks ? WORD_OR_NUMBER_GOES_ON : WORD_GOES_ON).test(after);
}

/** One character may fold into several (a ligature, a circled word); a name never ends inside it. */
function isWholeGrapheme(typed: Typed, length: number): boolean {
  return typed.starts[length] === undefined || typed.starts[length] !== typed.starts[length - 1];
}

function endOf(typed: Typed, length: number): number {
  return typed.ends[length - 1] ?? 0;
}

function commandsOf(words: readonly { command: string }[]): string[] {
  return [...new Set(words.map(({ command }) => command))];
}

function suggestions(typed: Typed, words: readonly Word[]): string[] {
  const start = typed.original.slice(0, NAME_REACH);
  const retyped = [swapLayout(start), dropToneKeys(start)]
    .filter((text) => text !== start)
    .flatMap((text) => namesAt({ ...fold(text), original: text }, words).slice(0, 1));
  return commandsOf(retyped.length > 0 ? retyped : misspelt(typed, words)).slice(
    0,
    MOST_SUGGESTIONS,
  );
}

/** One edit, two from six letters on; names shorter than four letters are too near to everything. */
function misspelt(typed: Typed, words: readonly Word[]): Word[] {
  const near = words
    .filter((word) => word.text.length >= 4)
    .map((word) => {
      const limit = word.text.length < 6 ? 1 : 2;
      const ends = (length: number): boolean => length > 0 && mayEnd(typed, word, length);
      return { ...word, edits: editsToStart(word.text, typed.text, { limit, ends }) ?? Infinity };
    });
  return near.filter(({ edits }) => edits < Infinity).sort((a, b) => a.edits - b.edits);
}
