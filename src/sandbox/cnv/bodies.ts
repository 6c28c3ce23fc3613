import { z } from 'zod';

/**
 * What partners may write. Members go as the partner specification V2.3.2 has it; orders, products and categories as
 * Haravan takes them, because CNV's own way is not known. Nothing is idempotent: who sends twice makes two.
 */

const Text = z.string();

export const Member = z.object({
  ref_id: Text.optional(),
  first_name: Text.optional(),
  last_name: Text.optional(),
  phone: Text.min(8),
  email: Text.optional(),
  address: Text.optional(),
  sex: z.enum(['male', 'female']).optional(),
  birthday: z.iso.date().optional(),
});

export const Order = z.object({
  order: z.object({
    ref_id: Text.optional(),
    order_number: Text.optional(),
    source: Text.optional(),
    status: Text.optional(),
    customer: z.object({
      phone: Text,
      first_name: Text.optional(),
      last_name: Text.optional(),
    }),
    line_items: z.array(
      z.object({
        product_id: z.coerce.number(),
        title: Text,
        quantity: z.number(),
        price: z.number(),
        total_discount: z.number().default(0),
      }),
    ),
    total_price: z.number().optional(),
    total_discounts: z.number().optional(),
    shipping_fee: z.number().optional(),
    created_at: Text.optional(),
  }),
});

export const Product = z.object({
  product: z.object({
    ref_id: Text.optional(),
    title: Text.min(1),
    sku: Text.optional(),
    barcode: Text.optional(),
    price: z.number().optional(),
    image: Text.optional(),
    description: Text.optional(),
    category_id: Text.optional(),
    status: Text.optional(),
  }),
});

export const Category = z.object({
  category: z.object({
    ref_id: Text.default(''),
    name: Text.min(1),
    parent_id: Text.default(''),
  }),
});
