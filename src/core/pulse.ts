/** When a connection last worked and last failed, epoch ms. */
export type PulseRow = {
  connection: string;
  shop: string;
  okAt: number | null;
  failedAt: number | null;
  /** The last failure's code. */
  code: string | null;
};

export interface PulseReads {
  list(shop: string): Promise<PulseRow[]>;
}

export interface PulseWrites extends PulseReads {
  /** Keeps the later of what is known and what is new, and the code of the later failure. */
  put(row: PulseRow): Promise<void>;
}

/** Kind of the alert about a connection that does not answer or whose key died, whoever notices; its cause is the connection's id. */
export const SILENT = 'connections.silent';
