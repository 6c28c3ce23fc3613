import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/**
 * Makes a data folder this process's own until the returned function is called. Throws when another Tenban holds it. The
 * lock is the operating system's, on `lock.sqlite`, so it ends with the process however that ends. Nothing else may open
 * that file: closing it again would drop the lock (https://www.sqlite.org/howtocorrupt.html, 2.2).
 */
export function lockFolder(folder: string): () => void {
  const database = new DatabaseSync(join(folder, 'lock.sqlite'), { timeout: 0 });
  try {
    database.exec('begin exclusive');
  } catch (error) {
    database.close();
    throw new Error(
      `Another Tenban is running on the data folder ${folder}: stop it first, or set another DATA_DIR.`,
      { cause: error },
    );
  }
  return () => {
    if (database.isOpen) database.close();
  };
}
