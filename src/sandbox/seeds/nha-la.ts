import { days, type SeedShop } from './types.ts';

/**
 * A Vietnamese craft shop that sells to Singapore: Opn takes no đồng, so its account is a Singapore one in dollars.
 * https://docs.omise.co/currency-and-amount
 */
export const nhaLa: SeedShop = {
  shop: { id: 'nha-la', name: 'Nhà Lá', locale: 'vi', timeZone: 'Asia/Ho_Chi_Minh' },
  account: { country: 'SG', currency: 'SGD' },
  charges: [
    {
      id: 'chrg_test_6xgcpvpq5e6excndx0x',
      hoursAgo: 0.9,
      amount: 12_800,
      description: 'Đơn NL-1093 túi cói đan tay, 2 chiếc',
      card: { brand: 'Visa', last_digits: '4242', name: 'TAN WEI LING' },
    },
    {
      id: 'chrg_test_6p57rcxbun5sws5aa81',
      hoursAgo: 3,
      amount: 24_500,
      capture: false,
      description: 'Đơn NL-1092 đèn lồng Hội An đặt riêng',
      card: { brand: 'MasterCard', last_digits: '4444', name: 'RAVI KUMAR' },
    },
    {
      id: 'chrg_test_69w9xp981068ucd1gdj',
      hoursAgo: 6,
      amount: 4_200,
      description: 'Đơn NL-1091 khăn lụa Vạn Phúc',
      source: { type: 'paynow' },
    },
    {
      id: 'chrg_test_6zfmgt83pwtz89z1vb0',
      hoursAgo: 8,
      amount: 9_600,
      status: 'failed',
      description: 'Đơn NL-1090 bộ ấm trà Bát Tràng',
      card: { brand: 'Visa', last_digits: '0011', name: 'LIM JIA HUI' },
    },
    {
      id: 'chrg_test_69b9x73mx63fch26zv1',
      hoursAgo: days(1) + 2,
      amount: 3_500,
      description: 'Đơn NL-1088 giỏ mây mini',
      source: { type: 'wechat_pay' },
    },
    {
      id: 'chrg_test_64vmzzchvzxzfgcv8t7',
      hoursAgo: days(2) + 5,
      amount: 18_900,
      refunded: [6_300],
      description: 'Đơn NL-1085 bát sơn mài, 3 chiếc',
      card: { brand: 'MasterCard', last_digits: '5454', name: 'GOH SIEW' },
    },
    {
      id: 'chrg_test_6svm4fu4dk79q9g8we6',
      hoursAgo: days(4),
      amount: 7_700,
      description: 'Đơn NL-1081 gối thổ cẩm',
      card: { brand: 'JCB', last_digits: '1113', name: 'MORI YUKO' },
    },
    {
      id: 'chrg_test_6syaeauzsntcpm5q1nw',
      hoursAgo: days(11),
      amount: 31_000,
      disputed: true,
      description: 'Đơn NL-1066 bình phong tre',
      card: { brand: 'Visa', last_digits: '1111', name: 'CHUA BEE' },
    },
    {
      id: 'chrg_test_6v1rnjz47e65gh2bh8u',
      hoursAgo: days(30),
      amount: 45_000,
      refunded: Array.from({ length: 15 }, () => 1_500),
      description: 'Đơn NL-1020 gói quà hằng tuần, 30 lần',
      card: { brand: 'Visa', last_digits: '4242', name: 'TAN WEI LING' },
    },
    {
      id: 'chrg_test_6gs9zym5h3bu4h15g5e',
      hoursAgo: days(380),
      amount: 15_000,
      description: 'Đơn NL-0412 thảm cói 1,6 m',
      card: { brand: 'Visa', last_digits: '4242', name: 'ONG KAI' },
    },
    {
      id: 'chrg_test_6h0ldz3c8v1p6n9yb4e',
      hoursAgo: days(7) - 11,
      amount: 18_900,
      capture: false,
      description: 'Đơn NL-1041 bộ ấm gốm Bát Tràng đặt trước',
      card: { brand: 'Visa', last_digits: '4242', name: 'MEI TAN' },
    },
  ],
  tries: [
    { what: 'refund-part', charge: 'chrg_test_6xgcpvpq5e6excndx0x', amount: '50' },
    { what: 'refund-all', charge: 'chrg_test_69w9xp981068ucd1gdj' },
    { what: 'capture-all', charge: 'chrg_test_6p57rcxbun5sws5aa81' },
    { what: 'refund-refused', charge: 'chrg_test_69b9x73mx63fch26zv1' },
    { what: 'connect-nhanh', order: '385' },
    { what: 'nhanh-status' },
    { what: 'help' },
  ],
};
