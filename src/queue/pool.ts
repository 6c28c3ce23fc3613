export type Pool = {
  /** Starts whatever can be started now; resolves when nothing more can. Rejects when jobs cannot be taken. */
  fill(): Promise<void>;
  /** Resolves when the jobs running now have ended. */
  ended(): Promise<void>;
  running(): number;
};

export type PoolOptions<Job> = {
  size: number;
  /** Takes at most `free` jobs, no two of a group, none of the groups named. */
  take(busyGroups: string[], free: number): Promise<Job[]>;
  /** Never rejects. */
  run(job: Job): Promise<void>;
  /** Told after each job: there is room again. */
  onEnd(): void;
};

/** Keeps at most `size` jobs running, one per group. */
export function createPool<Job extends { group: string | null }>(options: PoolOptions<Job>): Pool {
  const { size, take, run, onEnd } = options;
  const running = new Map<Job, Promise<void>>();
  let filling: Promise<void> | null = null;
  let asked = false;

  async function fillUp(): Promise<void> {
    try {
      while (asked) {
        asked = false;
        while (await takeSome());
      }
    } finally {
      filling = null;
    }
  }

  async function takeSome(): Promise<boolean> {
    const free = size - running.size;
    if (free === 0) return false;
    const busyGroups = [...running.keys()].flatMap(({ group }) => group ?? []);
    const jobs = await take(busyGroups, free);
    for (const job of jobs) running.set(job, start(job));
    return jobs.length > 0;
  }

  async function start(job: Job): Promise<void> {
    await run(job);
    running.delete(job);
    onEnd();
  }

  return {
    fill() {
      asked = true;
      filling ??= fillUp();
      return filling;
    },
    async ended() {
      await Promise.all(running.values());
    },
    running: () => running.size,
  };
}
