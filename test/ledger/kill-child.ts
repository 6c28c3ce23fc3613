import { print } from '../support/print.ts';
import { join } from 'node:path';
import { lockFolder } from '../../src/ledger/lock.ts';
import { openSqliteLedger } from '../../src/ledger/open-sqlite.ts';
import { auditEntry, inboxRow, jobRow, operationRow } from '../support/ledger-rows.ts';

/** Writes and takes in until it is killed, several at once, and prints the id of each that was acknowledged. */
const [folder = '', round = ''] = process.argv.slice(2);

lockFolder(folder);
const ledger = await openSqliteLedger({ file: join(folder, 'ledger.sqlite') });

async function writeOn(writer: number): Promise<void> {
  for (let count = 0; ; count += 1) {
    const id = `${round}-${writer}-${count}`;
    await ledger.write(async (tx) => {
      await tx.inbox.accept(inboxRow({ id, event: id }));
      await tx.operations.begin(operationRow({ key: id }));
      await tx.audit.append(auditEntry({ subject: id }));
    });
    const job = { ...jobRow({ id, payload: { id } }), key: null };
    await ledger.intake([{ inbox: inboxRow({ id: `${id}-in`, event: `${id}-in` }), job }]);
    print(id);
  }
}

await Promise.all([0, 1, 2, 3].map(writeOn));
