/** A file that a person fetches by an address nobody can guess: a CSV, a picture. Times in epoch ms. */
export type FileRow = {
  /** Part of the address: 128 bits, base64url. */
  id: string;
  shop: string;
  name: string;
  /** Media type. */
  type: string;
  body: Uint8Array;
  createdAt: number;
  expiresAt: number;
};

/** A file to be kept. `type` is its media type, `name` what it is saved as. */
export type NewFile = Pick<FileRow, 'name' | 'type' | 'body'>;

export interface FileReads {
  get(id: string): Promise<FileRow | null>;
}

export interface FileWrites extends FileReads {
  add(row: FileRow): Promise<void>;
  /** Removes those that expired before then. Returns how many. */
  expire(before: number): Promise<number>;
}
