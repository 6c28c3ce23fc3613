import type { Context } from './command.ts';
import type { Message } from './message.ts';

/** Says why an order of a system is where it is, asked live. Its clients arrive in the context. */
export type Explainer<Uses extends object> = {
  /** The system whose orders it explains. */
  system: string;
  uses: readonly (keyof Uses & string)[];
  explain(order: string, context: Context & Uses): Promise<Message>;
};

/** Any explainer, its types forgotten: what the registry holds. */
export type AnyExplainer = Explainer<object>;

/** Helps the types only. */
export function defineExplainer<Uses extends object>(explainer: Explainer<Uses>): AnyExplainer {
  return explainer as unknown as AnyExplainer;
}
