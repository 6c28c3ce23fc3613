import type { SimOrder } from './types.ts';

/** CROSS MALL's XML, element names as its manual has them. */

const XML = { headers: { 'content-type': 'text/xml; charset=UTF-8' } };

export function rowsAnswer(root: string, rows: readonly Record<string, string>[]): Response {
  const results = rows.map((row, index) => {
    const fields = Object.entries(row).map(
      ([name, value]) => `<${name}>${escape(value)}</${name}>`,
    );
    return `<Result No="${index + 1}">${fields.join('')}</Result>`;
  });
  return answer(root, { status: 'GetStatus', word: 'success', message: '', results });
}

export function doneAnswer(root: string): Response {
  return answer(root, { status: 'UpdStatus', word: 'success', message: '', results: [] });
}

export function refusedAnswer(root: string, message: string): Response {
  const status = root.startsWith('Upd') ? 'UpdStatus' : 'GetStatus';
  return answer(root, { status, word: 'error', message, results: [] });
}

type Body = { status: string; word: string; message: string; results: string[] };

function answer(root: string, { status, word, message, results }: Body): Response {
  const head = `<ResultStatus><${status}>${word}</${status}><Message>${escape(message)}</Message></ResultStatus>`;
  const set = `<ResultSet TotalResult="${results.length}">${head}${results.join('')}</ResultSet>`;
  return new Response(`<?xml version="1.0" encoding="UTF-8"?><${root}>${set}</${root}>`, XML);
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

const MANAGEMENT = { normal: '0', held: '1', cancelled: '2' } as const;

export function orderRow(order: SimOrder): Record<string, string> {
  return {
    order_number: order.number,
    order_date: order.orderedAt,
    shop_code: order.shopCode,
    shop_name: order.shopName,
    order_code: order.mallNumber,
    delivery_number: order.tracking,
    delivery_name: order.carrier,
    delivery_date: order.shipDate,
    phase_name: order.phase,
    cancel_flag: MANAGEMENT[order.management],
    bundle_flag: order.bundledInto === null && !order.bundleParent ? '0' : '1',
    bundle_ahead_number: order.bundledInto ?? '',
    updated_at: order.updatedAt,
  };
}
