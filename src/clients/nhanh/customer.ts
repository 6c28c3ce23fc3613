import { z } from 'zod';
import { Amount, block, Id, Words } from '../../lib/loose.ts';
import { Moment } from './moment.ts';
import { phoneOf } from './order.ts';

const GENDERS = new Map([
  [1, 'male' as const],
  [2, 'female' as const],
]);

/** A customer; null is what was not said. https://apidocs.nhanh.vn/v3/customer/list */
export const NhanhCustomer = z
  .object({
    id: Id,
    type: Amount,
    name: Words,
    mobile: Words,
    code: Words,
    gender: Amount,
    address: Words,
    email: Words,
    birthday: Words,
    points: Amount,
    level: block({ name: Words }),
    totalAmount: Amount,
    updatedAt: Moment,
  })
  .transform(({ mobile, gender, birthday, level, ...row }) => ({
    ...row,
    mobile,
    /** In its one spelling. */
    phone: phoneOf(mobile),
    gender: GENDERS.get(gender ?? 0) ?? null,
    /** ISO date. */
    birthday:
      birthday !== null && /^\d{4}-\d{2}-\d{2}/.test(birthday) ? birthday.slice(0, 10) : null,
    level: level.name,
  }));
export type NhanhCustomer = z.infer<typeof NhanhCustomer>;
