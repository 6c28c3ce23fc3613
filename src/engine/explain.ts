import type { Context } from '../core/command.ts';
import type { Message } from '../core/message.ts';
import type { House } from './house.ts';

type Asked = { system: string; order: string; context: Context };

/** Has the explainer of a system speak, with the clients it uses. */
export async function explain(
  house: House,
  { system, order, context }: Asked,
): Promise<Message | null> {
  const explainer = house.explainers.get(system);
  if (explainer === undefined) return null;
  const clients: Record<string, object> = {};
  for (const name of explainer.uses) clients[name] = await house.connect(context.shop, name);
  return explainer.explain(order, { ...context, ...clients });
}
