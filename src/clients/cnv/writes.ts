/** What is written to CNV. A field that is left out is not touched; amounts in dong. */

export type CnvCustomerDraft = {
  /** Ours: where it came from, such as `nhanh:77`. */
  ref: string;
  phone: string;
  name?: string;
  email?: string;
  gender?: 'male' | 'female';
  /** ISO date. */
  birthday?: string;
  /** The address in one line; nobody's default address is touched. */
  address?: string;
};

export type CnvOrderDraft = {
  /** CNV's own id once it has one, null to add it. */
  id: string | null;
  ref: string;
  code: string;
  /** Who gets the points. */
  phone: string;
  customerName?: string;
  status: 'open' | 'complete' | 'cancelled' | 'returned';
  /** `product` is CNV's id. */
  lines: readonly {
    product: string;
    name: string;
    quantity: number;
    price: number;
    total: number;
  }[];
  total: number;
  discount?: number;
  shipFee?: number;
  /** Epoch ms. */
  createdAt: number;
};

export type CnvProductDraft = {
  id: string | null;
  ref: string;
  name: string;
  sku?: string;
  barcode?: string;
  price?: number;
  image?: string;
  description?: string;
  /** CNV's id. */
  category?: string;
  active: boolean;
};

export type CnvCategoryDraft = {
  id: string | null;
  ref: string;
  name: string;
  /** CNV's id of the one above. */
  parent?: string;
};

/** https://phunguyen.gitbook.io/cnv-loyalty/tai-lieu-api/dac-ta-restful-api-v2.3.2 */
export function customerBody(draft: CnvCustomerDraft): object {
  const { ref, phone, name, gender, ...rest } = draft;
  return {
    ref_id: ref,
    phone,
    ...rest,
    ...(name !== undefined && splitName(name)),
    ...(gender !== undefined && { sex: gender }),
  };
}

/** Vietnamese names end in the given name; one word is that. */
function splitName(name: string): { first_name: string; last_name: string } {
  const words = name.trim().split(/\s+/);
  return { first_name: words.at(-1) ?? '', last_name: words.slice(0, -1).join(' ') };
}

export function orderBody(draft: CnvOrderDraft): object {
  const { phone, customerName, lines, discount, shipFee } = draft;
  return {
    order: {
      ref_id: draft.ref,
      order_number: draft.code,
      // Where CNV made it itself, that stays.
      ...(draft.id === null && { source: 'nhanh' }),
      status: draft.status,
      customer: { phone, ...(customerName !== undefined && splitName(customerName)) },
      line_items: lines.map(({ product, name, quantity, price, total }) => ({
        product_id: product,
        title: name,
        quantity,
        price,
        total_discount: quantity * price - total,
      })),
      total_price: draft.total,
      ...(discount !== undefined && { total_discounts: discount }),
      ...(shipFee !== undefined && { shipping_fee: shipFee }),
      created_at: Temporal.Instant.fromEpochMilliseconds(draft.createdAt).toString(),
    },
  };
}

export function productBody(draft: CnvProductDraft): object {
  const { sku, barcode, price, image, description, category } = draft;
  return {
    product: {
      ref_id: draft.ref,
      title: draft.name,
      ...(sku !== undefined && { sku }),
      ...(barcode !== undefined && { barcode }),
      ...(price !== undefined && { price }),
      ...(image !== undefined && { image }),
      ...(description !== undefined && { description }),
      ...(category !== undefined && { category_id: category }),
      status: draft.active ? 'active' : 'inactive',
    },
  };
}

export function categoryBody({ ref, name, parent }: CnvCategoryDraft): object {
  return { category: { ref_id: ref, name, ...(parent !== undefined && { parent_id: parent }) } };
}
