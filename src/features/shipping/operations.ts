import { z } from 'zod';
import type { Aupay, Shipment } from '../../clients/aupay/client.ts';
import type { CrossMall } from '../../clients/crossmall/client.ts';
import type { Operation } from '../../core/operation.ts';
import { text } from '../../core/text.ts';

const Nothing = z.null();
type About = { key: string; shop: string; connection: string; mall: string };

/** Tells the mall of a shipment. It keeps one per order, so having exactly this one is the proof. updateTradeInfoProc */
export function shipOperation(
  aupay: Aupay,
  shipment: Shipment,
  { key, shop, connection, mall }: About,
): Operation<null> {
  return {
    key,
    kind: 'aupay.ship-info',
    shop,
    connection,
    subject: mall,
    what: text('shipping.operations.ship-info', { order: mall }),
    request: shipment,
    result: Nothing,
    async send() {
      await aupay.ship(mall, shipment);
      return null;
    },
    async find() {
      const order = await aupay.order(mall);
      if (order === null) return 'unsure';
      const same =
        order.shipDate === shipment.date &&
        order.carrier === shipment.carrier &&
        order.tracking === shipment.tracking;
      return same ? { found: null } : 'absent';
    },
    settle: aupay.settle,
  };
}

/** 受注ステータス：完了. updateTradeStsProc */
export function completeOperation(
  aupay: Aupay,
  { completed }: { completed: string },
  { key, shop, connection, mall }: About,
): Operation<null> {
  return {
    key,
    kind: 'aupay.completion',
    shop,
    connection,
    subject: mall,
    what: text('shipping.operations.completion', { order: mall }),
    request: null,
    result: Nothing,
    async send() {
      await aupay.complete(mall);
      return null;
    },
    async find() {
      const order = await aupay.order(mall);
      if (order === null) return 'unsure';
      return order.status === completed ? { found: null } : 'absent';
    },
    settle: aupay.settle,
  };
}

/**
 * Moves an order to another 処理フェーズ. upd_order_phase. An order that is no longer where it was seen is not taken back
 * from where the next process or a person has brought it meanwhile; `from` is null where nobody has looked.
 */
export function moveOperation(
  crossmall: CrossMall,
  { number, phase, from }: { number: string; phase: string; from: string | null },
  { key, shop, connection }: Omit<About, 'mall'>,
): Operation<null> {
  return {
    key,
    kind: 'crossmall.move',
    shop,
    connection,
    subject: number,
    what: text('shipping.operations.move', { order: number, phase }),
    request: { phase },
    result: Nothing,
    async send() {
      await crossmall.move(number, phase);
      return null;
    },
    async find() {
      const order = await crossmall.order(number);
      if (order === null) return 'unsure';
      const gone = from !== null && order.phase !== from;
      return gone || order.phase === phase ? { found: null } : 'absent';
    },
    settle: crossmall.settle,
  };
}
