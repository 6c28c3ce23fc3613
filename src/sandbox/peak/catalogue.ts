import { z } from 'zod';
import { OK } from './answers.ts';
import { uuidOf } from './ids.ts';
import type { Line } from './payload.ts';
import type { Said, SimAccount, SimContact, SimMethod, SimProduct } from './types.ts';

/** The code of a name that is taken: PEAK's own is not known. */
const NAME_TAKEN: Said = { resCode: '320', resDesc: 'SIM: ชื่อสินค้าซ้ำ (product name is duplicated)' };
const CONTACT_TAKEN: Said = { resCode: '100', resDesc: 'Contact code already exists' };

export const ACCOUNTS: SimAccount[] = [
  { code: '410101', name: 'รายได้จากการขายสินค้า' },
  { code: '410107', name: 'รายได้ค่าขนส่ง' },
  { code: '420101', name: 'รายได้อื่น' },
];

export const METHODS: SimMethod[] = [
  { code: 'CSH001', name: 'เงินสด', type: 1, bankName: '', accountNumber: '' },
  {
    code: 'BSV002',
    name: 'ออมทรัพย์ กสิกรไทย',
    type: 2,
    bankName: 'KBANK',
    accountNumber: '1234567890',
  },
  {
    code: 'BSV003',
    name: 'ออมทรัพย์ ไทยพาณิชย์',
    type: 2,
    bankName: 'SCB',
    accountNumber: '9876543210',
  },
].map((method, index) => ({ id: uuidOf(3, index + 1), ...method }));

const Named = z.object({ name: z.string().min(1), code: z.string().default('') });
type Named = z.infer<typeof Named>;

export type Catalogue = {
  contacts: Map<string, SimContact>;
  products: Map<string, SimProduct>;
  hasContact(contact: { id: string; code: string }): boolean;
  hasMethod(id: string): boolean;
  hasBooked(line: Line): boolean;
  /** Makes the products that lines name and that are not there; what stands in their way, or null. */
  make(lines: readonly Line[]): Said | null;
  addContact(item: unknown): object;
  addProduct(item: unknown): object;
  seedProduct(product: Named): SimProduct;
  allowDuplicateNames(allow: boolean): void;
};

/** Contacts, products, payment methods and accounts of a business, by code. */
export function createCatalogue(): Catalogue {
  const contacts = new Map<string, SimContact>();
  const products = new Map<string, SimProduct>();
  const names = new Set<string>();
  let duplicates = true;

  function seedProduct({ name, code }: Named): SimProduct {
    const number = products.size + 1;
    const product = {
      id: uuidOf(4, number),
      code: code || `P${String(number).padStart(5, '0')}`,
      name: name.trim(),
    };
    products.set(product.code, product);
    names.add(product.name);
    return product;
  }

  const isTaken = ({ name }: Named): boolean => !duplicates && names.has(name.trim());

  function make(lines: readonly Line[]): Said | null {
    const wanted = lines
      .map(({ productTemplate }) => productTemplate)
      .filter((template) => template !== undefined)
      .filter(({ code }) => code === '' || !products.has(code));
    if (wanted.some(isTaken)) return NAME_TAKEN;
    for (const template of wanted) {
      if (isTaken(template)) return NAME_TAKEN;
      seedProduct(template);
    }
    return null;
  }

  return {
    contacts,
    products,
    hasContact: ({ id, code }) =>
      contacts.has(code) || [...contacts.values()].some((contact) => contact.id === id),
    hasMethod: (id) => METHODS.some((method) => method.id === id),
    hasBooked: ({ productCode, accountCode, productTemplate }) =>
      productTemplate !== undefined ||
      products.has(productCode) ||
      ACCOUNTS.some(({ code }) => code === accountCode),
    make,
    addContact(item) {
      const given = Named.safeParse(item);
      if (!given.success) return { resCode: '400', resDesc: 'SIM: name is required' };
      const { name } = given.data;
      const code = given.data.code || `C${String(contacts.size + 1).padStart(5, '0')}`;
      if (contacts.has(code)) return CONTACT_TAKEN;
      const contact = { id: uuidOf(2, contacts.size + 1), code, name };
      contacts.set(code, contact);
      return { ...OK, ...contact };
    },
    addProduct(item) {
      const given = Named.safeParse(item);
      if (!given.success) return { resCode: '400', resDesc: 'SIM: name is required' };
      return isTaken(given.data) ? NAME_TAKEN : { ...OK, ...seedProduct(given.data) };
    },
    seedProduct,
    allowDuplicateNames: (allow) => void (duplicates = allow),
  };
}
