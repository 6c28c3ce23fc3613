import type { Seat } from './types.ts';

const NOK = { id: 'U8df4f50947aaeb26c57d21fa5d328263', name: 'นก สุภาพร', language: 'th' };
const EK = { id: 'Udfe574de739988b886e7577496a2c877', name: 'เอก ธนกร', language: 'th' };
const FON = { id: 'U3e130f7eb19731662b5e803b61ba4168', name: 'ฝน วริศรา', language: 'th' };
const MALI = { id: 'U160adb59261ff2d3c425c8d99d19bdd0', name: 'มะลิ จันทร์เพ็ญ', language: 'th' };
const LINH = { id: 'Ub6cc60d5d32cbe54014c2b54b95523cf', name: 'Nguyễn Thùy Linh', language: 'vi' };
const AOI = { id: 'U6941fa1c257c6f561c5cb347611a3ce9', name: '佐藤 葵', language: 'ja' };
const ALEX = { id: 'Ud97dcbee500fe7ee5fc324bdb2e1142a', name: 'Alex Morgan', language: 'en' };
const JAMIE = { id: 'U21c402364f9572b85a8e48f687ab165c', name: 'Jamie Reed', language: 'en' };

/** The bot's own LINE user id. */
export const BOT = 'U58ac5831be38cb8cb4ba2e751989a017';

/** A group chat of the Thai shop's two operators. */
export const GROUP = { id: 'C49ddb14f71010b93b7d946bf54074e32', name: 'ทีมบ้านสวน' };

/** Everybody one can be on the page, in the order shown. */
export const SEATS: readonly Seat[] = [
  { id: 'nok', user: NOK, role: 'owner', shop: 'baan-suan', locale: 'th' },
  { id: 'linh', user: LINH, role: 'owner', shop: 'nha-la', locale: 'vi' },
  { id: 'aoi', user: AOI, role: 'owner', shop: 'komachi', locale: 'ja' },
  { id: 'alex', user: ALEX, role: 'operator', shop: 'lemongrass', locale: 'en' },
  { id: 'mali', user: MALI, role: 'viewer', shop: 'baan-suan', locale: 'th' },
  { id: 'jamie', user: JAMIE, role: null, shop: 'lemongrass', locale: 'en' },
  { id: 'ek', user: EK, group: GROUP, role: 'operator', shop: 'baan-suan', locale: 'th' },
  { id: 'fon', user: FON, group: GROUP, role: 'operator', shop: 'baan-suan', locale: 'th' },
];
