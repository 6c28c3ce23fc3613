import type { Created } from './receipts.ts';
import type { Receipt } from './schema.ts';

type Reads = {
  byId(id: string): Promise<Receipt | null>;
  byReference(reference: string): Promise<Receipt[]>;
  all(): AsyncGenerator<Receipt[]>;
};

export type References = {
  /** All receipts with a reference. */
  find(reference: string): Promise<Receipt[]>;
  /** Looks once at a receipt that was just made, to see whether PEAK kept its reference. */
  learn(made: Created, reference: string): Promise<void>;
};

/**
 * Whether PEAK keeps the reference of a new receipt is not documented, and asking for one that was dropped would always
 * say that there is none. Until a receipt has shown that references are kept, nothing is called absent before every
 * receipt was looked at for the tag, which says the same.
 */
export function createReferences({ byId, byReference, all }: Reads): References {
  let kept = false;
  let looked = false;

  async function scan(reference: string): Promise<Receipt[]> {
    const found: Receipt[] = [];
    for await (const page of all()) {
      kept ||= page.some((receipt) => isOurs(receipt, reference));
      if (kept) return byReference(reference);
      found.push(...page.filter(({ tags }) => tags.includes(reference)));
    }
    return found;
  }

  return {
    async find(reference) {
      const found = await byReference(reference);
      kept ||= found.length > 0;
      return kept ? found : scan(reference);
    },
    async learn({ id }, reference) {
      if (kept || looked) return;
      looked = true;
      // The receipt is made whatever becomes of this look; one that failed leaves the question open.
      const receipt = await byId(id).catch(() => null);
      looked = receipt !== null;
      kept ||= receipt?.reference === reference;
    },
  };
}

/** Whether a receipt was made with a reference of the same kind as this one: it then stands in a tag as well. */
function isOurs(receipt: Receipt, reference: string): boolean {
  const kind = reference.slice(0, reference.indexOf(':') + 1);
  return (
    kind !== '' && receipt.reference.startsWith(kind) && receipt.tags.includes(receipt.reference)
  );
}
