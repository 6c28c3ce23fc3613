import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';

/** The request's JSON as the schema wants it; anything else is answered with 400 and what is wrong. */
export async function bodyOf<T>(c: Context, schema: z.ZodType<T>): Promise<T> {
  const read = schema.safeParse(await c.req.json().catch(() => null));
  if (read.success) return read.data;
  const res = c.json({ message: z.prettifyError(read.error) }, 400);
  throw new HTTPException(400, { res });
}
