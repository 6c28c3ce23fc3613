import { z } from 'zod';
import { Amount, block, Id, Reference, rows, Words } from '../../lib/loose.ts';
import { Moment } from './moment.ts';

/** -1 stands alone, -2 is the parent of others, more is the parent's id. https://apidocs.nhanh.vn/v3/modelconstant */
const PARENT = '-2';

/** Numbers in lists, words in older webhooks. https://apidocs.nhanh.vn/v3/modelconstant */
const STATUSES = new Map([
  ['New', 1],
  ['Active', 2],
  ['Inactive', 3],
  ['OutOfStock', 4],
]);
const Status = Words.transform((word) => {
  const status = STATUSES.get(word ?? '') ?? Number(word ?? Number.NaN);
  return Number.isFinite(status) ? status : null;
});

const Named = block({ id: Reference, name: Words });

/**
 * A product, from a list (https://apidocs.nhanh.vn/v3/product/list) or a webhook
 * (https://apidocs.nhanh.vn/v3/webhooks/product), which name the category and the price differently. Null is what was not
 * said. Prices in dong.
 */
export const NhanhProduct = z
  .object({
    id: Id,
    parentId: Words,
    code: Words,
    barcode: Words,
    name: Words,
    otherName: Words,
    status: Status,
    categoryId: Reference,
    category: Named,
    price: Amount,
    prices: block({ retail: Amount, old: Amount, wholesale: Amount }),
    image: Words,
    images: block({ avatar: Words, others: rows(z.string()) }),
    unit: Words,
    units: block({ name: Words }),
    description: Words,
    shipping: block({ weight: Amount }),
    inventory: block({ remain: Amount, available: Amount }),
    createdAt: Moment,
    updatedAt: Moment,
  })
  .transform((row) => ({
    id: row.id,
    /** The product that this is a size or colour of. */
    parent: Number(row.parentId) > 0 ? row.parentId : null,
    /** Not sold itself, only its children are. */
    isParent: row.parentId === PARENT,
    code: row.code,
    barcode: row.barcode,
    name: row.name,
    otherName: row.otherName,
    /** 1 new, 2 on sale, 3 stopped, 4 out of stock. */
    status: row.status,
    category: row.categoryId ?? row.category.id,
    price: row.prices.retail ?? row.price,
    oldPrice: row.prices.old,
    wholesalePrice: row.prices.wholesale,
    image: row.images.avatar ?? row.image,
    images: row.images.others,
    unit: row.units.name ?? row.unit,
    description: row.description,
    /** Grams. */
    weight: row.shipping.weight,
    /** What can be sold, in the depots granted. */
    available: row.inventory.available,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  }));
export type NhanhProduct = z.infer<typeof NhanhProduct>;

/** One node of the flat list; a parent that is not in it is the root. https://apidocs.nhanh.vn/v3/product/category */
export const NhanhCategory = z
  .object({
    id: Id,
    parentId: Reference,
    code: Words,
    name: Words,
    order: Amount,
    image: Words,
    status: Amount,
  })
  .transform(({ parentId, status, ...row }) => ({
    ...row,
    parent: parentId,
    active: status !== 2,
  }));
export type NhanhCategory = z.infer<typeof NhanhCategory>;

/** A line of the `inventoryChange` webhook. */
export const NhanhStock = z.object({ id: Id, remain: Amount, available: Amount });
export type NhanhStock = z.infer<typeof NhanhStock>;
