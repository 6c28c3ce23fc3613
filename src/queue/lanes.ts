import { type Lane, LANES } from '../core/queue.ts';
import { createPool, type PoolOptions, type Taken } from './pool.ts';

/** How many jobs of a lane run at once. Those that wait cost little more than the memory of a page. */
const SIZES: Record<Lane, number> = { main: 8, long: 512 };

export type Lanes = {
  /** Starts whatever can be started now, in one lane or in all; never rejects. */
  fill(lane?: Lane): Promise<void>;
  haveRoom(lane: Lane): boolean;
  /** Resolves when the jobs running now have ended. */
  ended(): Promise<void>;
  /** Resolves when nothing runs and nothing can be started. */
  settled(): Promise<void>;
};

export type LanesOptions<Job> = Pick<PoolOptions<Job>, 'flood' | 'run'> & {
  /** Of the main lane; for tests. */
  size?: number | undefined;
  take(lane: Lane, busyGroups: string[], free: number): Promise<Taken<Job>>;
  /** No jobs of a lane could be taken. */
  onError(error: unknown): void;
};

/** A pool of its own for each lane. */
export function createLanes<Job extends { group: string | null }>(
  options: LanesOptions<Job>,
): Lanes {
  const { flood, take, run, onError, size = SIZES.main } = options;
  const sizes = { ...SIZES, main: size };
  let begun = 0;

  function open(lane: Lane) {
    return createPool<Job>({
      size: sizes[lane],
      flood,
      take: (busyGroups, free) => take(lane, busyGroups, free),
      run(job) {
        begun += 1;
        return run(job);
      },
      onEnd: () => void fillOne(lane),
    });
  }

  const pools = { main: open('main'), long: open('long') } satisfies Record<Lane, unknown>;

  async function fillOne(lane: Lane): Promise<void> {
    try {
      await pools[lane].fill();
    } catch (error) {
      onError(error);
    }
  }

  return {
    async fill(lane) {
      await (lane === undefined ? Promise.all(LANES.map(fillOne)) : fillOne(lane));
    },
    haveRoom: (lane) => pools[lane].running() < sizes[lane],
    async ended() {
      await Promise.all(LANES.map((lane) => pools[lane].ended()));
    },
    /** What runs in one lane may leave something to do in another. */
    async settled() {
      for (let before = -1; before !== begun;) {
        before = begun;
        for (const lane of LANES) await pools[lane].settled();
      }
    },
  };
}
