/** What is asked of Page365. Page365 API reference, https://softbaked.github.io/api */

const BILL = `id no url stage createdAt paidAt subtotal discount shippingCost total paidAmount vat vatIncluded
  customer { id name type } bankAccount { id no name bankSlug }
  items { name quantity price subtotal variant { name sku code } }`;

export const TOKEN = `query ($secretKey: String!, $merchantToken: String!) {
  generateToken(secretKey: $secretKey, merchantToken: $merchantToken)
}`;

/** Created dates are the only window there is. */
export const ORDERS = `query ($token: String!, $first: Int, $after: String, $since: String, $until: String) {
  orders(token: $token, first: $first, after: $after, sinceCreatedAt: $since, untilCreatedAt: $until) {
    pageInfo { hasNextPage endCursor } nodes { ${BILL} }
  }
}`;

export const ORDER = `query ($token: String!, $id: Int!) {
  order(token: $token, id: $id) { ${BILL} }
}`;

export const BANK_ACCOUNTS = `query ($token: String!) {
  bankAccounts(token: $token) { id no name bankSlug }
}`;
