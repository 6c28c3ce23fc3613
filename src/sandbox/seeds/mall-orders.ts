import type { MallSimOrder } from '../aupay/types.ts';
import type { SimOrder } from '../crossmall/types.ts';

/** 処理フェーズ of the Japanese shop at CROSS MALL. */
export const PHASES = {
  new: '新規受付',
  shipping: '出荷情報反映待ち',
  completing: '完了反映待ち',
  failed: '出荷エラー',
  done: '発送完了',
} as const;
export const MALL_PHASES = Object.values(PHASES);

/** The shop's own store at the mall, as CROSS MALL knows it. */
export const MALL_SHOP = { shopCode: '12', shopName: 'こまち茶舗 au PAY マーケット店' };

type MallOrder = {
  number: string;
  about: string;
  slip?: Partial<SimOrder>;
  /** Null: the mall does not know it. */
  mall: Partial<MallSimOrder> | null;
};

const GOODS = [
  '深蒸し煎茶 100g×3',
  'ほうじ茶 200g',
  '抹茶 30g 缶入り',
  '玉露ギフト',
  '玄米茶 300g',
];

const good = GOODS.map((goods, index): MallOrder => ({
  number: String(12_041_801 + index),
  about: goods,
  mall: {},
}));

/** An order of every kind: most pass, some wait for a person, some are nobody's business. */
export const MALL_ORDERS: readonly MallOrder[] = [
  ...good,
  {
    number: '12041811',
    about: '常滑焼の急須（発送日が未登録）',
    slip: { shipDate: '' },
    mall: {},
  },
  { number: '12041812', about: '茶箱セット（モールでキャンセル）', mall: { status: 'キャンセル' } },
  { number: '12041813', about: '煎茶定期便 4袋（与信待ち）', mall: { status: '与信待ち' } },
  {
    number: '12041814',
    about: '法人定期便 30回分（配送便が未設定）',
    slip: { carrier: 'こまち自社便' },
    mall: {},
  },
  {
    number: '12041815',
    about: '抹茶スイーツ（楽天市場の注文）',
    slip: { shopCode: '3', shopName: 'こまち茶舗 楽天市場店' },
    mall: null,
  },
  {
    number: '12041816',
    about: 'ほうじ茶ティーバッグ（12041801に同梱）',
    slip: { bundledInto: '12041801' },
    mall: {},
  },
  {
    number: '12041817',
    about: '玉露 100g×2（処理前）',
    slip: { phase: PHASES.new, shipDate: '', tracking: '' },
    mall: {},
  },
];
