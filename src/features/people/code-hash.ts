import { z } from 'zod';

/** A code by what is kept of it: what buttons carry instead of the code. */
export const CodeHash = z.string().regex(/^[0-9a-f]{64}$/);
