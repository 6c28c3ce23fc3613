import { z } from 'zod';
import { defineOpenCommand, type OpenContext } from '../../core/command.ts';
import { UserError } from '../../core/errors.ts';
import type { Tried } from '../../core/linking.ts';
import type { Message } from '../../core/message.ts';
import { text, timeAt } from '../../core/text.ts';
import { codeLines, overheard } from './code-lines.ts';
import { useCode } from './use-code.ts';

const Given = z.object({ code: z.string().optional() });
type Given = z.infer<typeof Given>;

/** `link` gives a code, `link ABCD-EFGH` uses one: how an account becomes known, or becomes another one of a person. */
export const link = defineOpenCommand<Given>({
  name: 'link',
  role: null,
  fields: [{ name: 'code', optional: true, take: takeCode }],
  input: Given,
  run: ({ code }, context) => (code === undefined ? offerCode(context) : tryCode(code, context)),
});

const HALF = /^[\p{L}\p{N}]{4}$/u;
const WHOLE =
  /^(?:[\p{L}\p{N}]{4}\p{Pd}?[\p{L}\p{N}]{4}|(?=.*[\p{N}\p{Pd}])[\p{L}\p{N}\p{Pd}]{6,10})$/u;

/** A code, or what is near enough to one to be told that it is wrong; people talk of links in other words too. */
function takeCode([first = '', second = '', ...more]: readonly string[]): number {
  if (second === '' && WHOLE.test(first.normalize('NFKC'))) return 1;
  const halves = more.length === 0 && HALF.test(first) && HALF.test(second);
  return halves ? 2 : 0;
}

async function offerCode({ linking, person, channel }: OpenContext): Promise<Message> {
  if (linking.identity === null || person === null) return linking.introduce();
  const kept = overheard(channel);
  if (kept !== null) return kept;
  const issued = await linking.issue({ kind: 'self', person: person.id });
  return {
    tone: 'plain',
    title: text('linking.self.title'),
    lines: [text('linking.self.remedy'), ...codeLines(issued), text('linking.share-not')],
  };
}

async function tryCode(code: string, context: OpenContext): Promise<Message> {
  const { linking, channel } = context;
  if (linking.identity === null) return linking.introduce();
  const tried = await linking.look(code);
  if (tried.state !== 'good') throw refusal(tried);
  const message = await useCode(tried.row, { ...context, identity: linking.identity });
  if (channel.kind === 'direct') return message;
  return { ...message, lines: [...(message.lines ?? []), text('linking.rather-direct')] };
}

function refusal(tried: Exclude<Tried, { state: 'good' }>): UserError {
  if (tried.state === 'blocked')
    return new UserError('linking.blocked.title', { until: timeAt(tried.until) });
  return new UserError(`linking.${tried.state}.title`, undefined, {
    lines: [text('linking.again')],
  });
}
