import { Worker } from 'node:worker_threads';
import type { IntakeRow } from '../core/jobs.ts';
import type { NewInboxRow } from '../core/ledger.ts';
import { BUSY_MS } from './sqlite-database.ts';
import type { Turns } from './turns.ts';

/** What the thread is started with: the file, and how many milliseconds it waits for another process's lock. */
export type IntakeStart = { file: string; timeout: number };
/** For each row whether it was new, or why none was stored. */
export type IntakeAnswer = { fresh: boolean[] } | { error: unknown };

/** Rows on their way to the thread: JSON but for the bodies, which lie one after the other and are moved, not copied. */
export type IntakeMessage = { rows: string; bodies: Uint8Array<ArrayBuffer> };
export type PackedRow = {
  inbox: Omit<NewInboxRow, 'body'>;
  job: IntakeRow['job'];
  /** How many of the bodies' bytes are this row's. */
  bytes: number;
};

export type Intake = {
  /** Resolves, once the rows are on disk, to which were new. */
  add(rows: readonly IntakeRow[]): Promise<boolean[]>;
  /** Resolves when everything added so far is on disk; refuses rows from then on. */
  close(): Promise<void>;
};

export type IntakeOptions = {
  file: string;
  turns: Turns;
  /** Only a test needs another one. */
  start?(file: string): Worker;
};

type Thread = {
  /** One request at a time. Rejects when the thread ends before it has answered. */
  ask(rows: readonly IntakeRow[]): Promise<boolean[]>;
  end(): Promise<unknown>;
};

/**
 * Stores events through a thread with a connection of its own, so that nobody else waits for the disk. It is started by the
 * first event, and anew by the next one should it ever end.
 */
export function createIntake({ file, turns, start = startWorker }: IntakeOptions): Intake {
  let thread: Thread | null = null;
  let closed = false;

  function threadNow(): Thread {
    thread ??= threadOn(start(file), () => void (thread = null));
    return thread;
  }

  return {
    async add(rows) {
      if (closed) throw new Error('The ledger is closed: nothing was written.');
      const end = await turns.take();
      try {
        return await threadNow().ask(rows);
      } finally {
        end();
      }
    },
    async close() {
      closed = true;
      const end = await turns.take();
      await thread?.end();
      end();
    },
  };
}

export function startWorker(file: string): Worker {
  const workerData: IntakeStart = { file, timeout: BUSY_MS };
  return new Worker(new URL('./intake-thread.ts', import.meta.url), { workerData });
}

/** It keeps the process alive only while it has something to do. */
function threadOn(worker: Worker, onEnd: () => void): Thread {
  let asked: PromiseWithResolvers<boolean[]> | null = null;
  let cause: unknown;

  worker.on('message', (answer: IntakeAnswer) => {
    worker.unref();
    if ('fresh' in answer) asked?.resolve(answer.fresh);
    else asked?.reject(answer.error);
  });
  worker.on('error', (error) => void (cause = error));
  worker.on('exit', () => {
    onEnd();
    const words = 'The thread that stores events ended before it said so: let them be sent again.';
    asked?.reject(new Error(words, { cause }));
  });

  return {
    ask(rows) {
      asked = Promise.withResolvers();
      worker.ref();
      const message = pack(rows);
      worker.postMessage(message, [message.bodies.buffer]);
      return asked.promise;
    },
    end: () => worker.terminate(),
  };
}

function pack(rows: readonly IntakeRow[]): IntakeMessage {
  const bodies = new Uint8Array(rows.reduce((sum, { inbox }) => sum + inbox.body.length, 0));
  let from = 0;
  const packed = rows.map(({ inbox: { body, ...inbox }, job }): PackedRow => {
    bodies.set(body, from);
    from += body.length;
    return { inbox, job, bytes: body.length };
  });
  return { rows: JSON.stringify(packed), bodies };
}
