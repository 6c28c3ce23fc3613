import type { MallSimOrder } from './types.ts';

/** Wow! manager's XML, element names as its API has them. */

const XML = { 'content-type': 'application/xml; charset=UTF-8' };

export function ordersAnswer(orders: readonly MallSimOrder[]): Response {
  const rows = orders.map(orderInfo).join('');
  return xml(
    `<result><status>0</status></result><resultCount>${orders.length}</resultCount>${rows}`,
  );
}

export function doneAnswer(): Response {
  return xml('<result><status>0</status></result>');
}

export function refusedAnswer(
  { code, message }: { code: string; message: string },
  status = 200,
): Response {
  const error = `<error><code>${code}</code><message>${message}</message></error>`;
  return xml(`<result><status>1</status>${error}</result>`, status);
}

/** What a proxy says while the mall is away. */
export function pageAnswer(status: number): Response {
  const html = `<html><head><title>${status}</title></head><body><h1>${status} Bad Gateway</h1></body></html>`;
  return new Response(html, { status, headers: { 'content-type': 'text/html' } });
}

function xml(inner: string, status = 200): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?><response>${inner}</response>`;
  return new Response(body, { status, headers: XML });
}

/** What was never set is left out. */
function orderInfo(order: MallSimOrder): string {
  const fields = {
    orderId: order.id,
    orderDate: order.orderedAt,
    orderStatus: order.status,
    authorizationStatus: 'Y',
    paymentStatus: order.paymentStatus,
    shipStatus: order.shipStatus,
    cancelStatus: order.status === 'キャンセル' ? 'C' : 'N',
    totalPrice: order.totalPrice,
    shippingDate: order.shippingDate,
    shippingCarrier: order.carrier,
    shippingNumber: order.tracking,
  };
  const elements = Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([name, value]) => `<${name}>${value}</${name}>`);
  const shipBy =
    order.shipBy === '' ? '' : `<shippingTimelimitDate>${order.shipBy}</shippingTimelimitDate>`;
  const detail = `<detail><orderDetailId>9${order.id.slice(1)}</orderDetailId><unit>1</unit>${shipBy}</detail>`;
  return `<orderInfo>${elements.join('')}${detail}</orderInfo>`;
}
