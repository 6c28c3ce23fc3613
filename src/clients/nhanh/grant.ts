import { z } from 'zod';
import { Id, Words } from '../../lib/loose.ts';
import { Moment } from './moment.ts';

/** An empty list means everything, also what is added later; so does the word "All". https://apidocs.nhanh.vn/app */
const Scope = z.unknown().transform((value): string[] | 'all' => {
  const list = z.array(z.coerce.string()).safeParse(value);
  return list.success && list.data.length > 0 ? list.data : 'all';
});

/**
 * What a shop granted the app, for a year and as its rights were on that day.
 * https://apidocs.nhanh.vn/v3/app/getaccesstoken
 */
export const NhanhGrant = z
  .object({
    accessToken: z.string().default(''),
    /** Missing in API 2.0. */
    version: Words,
    expiredAt: Moment,
    businessId: Id,
    depotIds: Scope,
    pageIds: Scope,
    permissions: z.array(z.coerce.string()).catch([]),
  })
  .transform((row) => ({
    accessToken: row.accessToken,
    version: row.version,
    /** Epoch ms. */
    expiresAt: row.expiredAt,
    business: row.businessId,
    depots: row.depotIds,
    pages: row.pageIds,
    permissions: row.permissions,
  }));
export type NhanhGrant = z.infer<typeof NhanhGrant>;
