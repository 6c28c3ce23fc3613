import type { Text } from './text.ts';

/** What a card feels like; platforms choose colour from it and the locale chooses the mark. */
export type Tone = 'plain' | 'good' | 'wait' | 'warn' | 'bad' | 'locked';

/**
 * What Tenban says, before it has a language or a platform. Title first: it must carry state and amount alone, since it
 * is all that a notification shows.
 */
export type Message<Words = Text> = {
  tone: Tone;
  title: Words;
  lines?: Words[];
  fields?: { label: Words; value: Words }[];
  table?: { head: Words[]; rows: Words[][] };
  /** An https address of a PNG or JPEG. */
  image?: { url: string; alt: Words };
  actions?: Action<Words>[];
  /** Says only what the card it was tapped on shows anyway: not needed where that is drawn anew. */
  echo?: true;
  /** Answers to a question, offered for one tap; typing is always possible too. */
  choices?: Action<Words>[];
  /** The record that it shows, such as `approval:ID`: it is drawn from that now and whenever that changes. */
  about?: string;
};

/** A button: a command with its arguments. What a tap may do is decided again when it is tapped. */
export type Action<Words = Text> = {
  label: Words;
  style?: 'primary' | 'danger' | 'plain';
  /** What it does cannot be taken back: asked once more on the spot, where the platform can. */
  final?: true;
} & (
  | {
      /** `open` starts or continues a command and may be tapped again; `confirm` runs what was previewed, once. */
      kind: 'open' | 'confirm';
      command: string;
      input: Input;
      /** `confirm` only: what the preview relied on. When it has changed, nothing runs and a new preview is shown. */
      seen?: string;
    }
  /** Decides that nothing shall happen: the confirm button of the same message is dead afterwards. */
  | { kind: 'leave'; said: Words; command: string }
  | { kind: 'link'; url: string }
);

/** A command's arguments as the person gave them, by field name. Parsing is the command's, so typed and tapped are the same. */
export type Input = { [field: string]: string };
