import { buttonsOf } from '../support/line-message.ts';
import type { Chats } from './chats.ts';
import type { Worker } from './crew.ts';

const PATIENCE = 10_000;

/** Somebody of the crew in one chat: asks for help, taps its first button, and so on. */
export type Regular = {
  /** Does the next thing and waits for what comes of it; how long that took, milliseconds. */
  next(): Promise<{ what: string; took: number }>;
};

/** `seen` counts what Tenban has sent so far: after an act it grows. */
type Chat = {
  name: string;
  seen(): number;
  say(): Promise<unknown>;
  tap(): Promise<unknown>;
  onChange(listener: () => void): () => void;
};

export function createRegulars(chats: Chats, crew: readonly Worker[]): Regular[] {
  const all = crew.flatMap((worker) => [inLine(chats, worker), inSlack(chats, worker)]);
  return all.map((chat) => {
    let turn = 0;
    return {
      async next() {
        const typed = turn++ % 2 === 0;
        const took = await timed(chat, typed ? chat.say : chat.tap);
        return { what: `${chat.name}, ${typed ? 'command' : 'click'}`, took };
      },
    };
  });
}

async function timed(chat: Chat, act: () => Promise<unknown>): Promise<number> {
  const before = chat.seen();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const started = performance.now();
  const stop = chat.onChange(() => {
    if (chat.seen() > before) resolve(performance.now() - started);
  });
  const words = `${chat.name}: no answer within ${PATIENCE / 1_000} seconds`;
  const late = setTimeout(() => reject(new Error(words)), PATIENCE);
  try {
    await act();
    return await promise;
  } finally {
    clearTimeout(late);
    stop();
  }
}

function inLine({ line }: Chats, { line: user }: Worker): Chat {
  const fromBot = () => line.chat(user).filter((entry) => entry.user === null);
  return {
    name: 'LINE',
    seen: () => fromBot().length,
    say: () => line.say(user, 'help'),
    async tap() {
      const help = fromBot().at(-1);
      const [button] = help === undefined ? [] : buttonsOf(help.message);
      await line.tap(user, button?.data ?? '', { label: button?.label ?? '' });
    },
    onChange: line.onChange,
  };
}

function inSlack({ slack }: Chats, { slack: user }: Worker): Chat {
  const channel = slack.direct(user);
  const fromBot = () => slack.channel(channel).filter((message) => message.user === null);
  return {
    name: 'Slack',
    seen: () => fromBot().length,
    say: () => slack.dm(user, 'help'),
    async tap() {
      await slack.click(user, channel, fromBot().at(-1)?.ts ?? '', 'tap-0');
    },
    onChange: slack.onChange,
  };
}
