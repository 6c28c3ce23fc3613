import type { Seat } from './types.ts';

const NOK = { id: 'U8df4f50947aaeb26c57d21fa5d328263', name: 'นก สุภาพร', language: 'th' };
const EK = { id: 'Udfe574de739988b886e7577496a2c877', name: 'เอก ธนกร', language: 'th' };
const FON = { id: 'U3e130f7eb19731662b5e803b61ba4168', name: 'ฝน วริศรา', language: 'th' };
const MALI = { id: 'U160adb59261ff2d3c425c8d99d19bdd0', name: 'มะลิ จันทร์เพ็ญ', language: 'th' };
const LINH = { id: 'Ub6cc60d5d32cbe54014c2b54b95523cf', name: 'Nguyễn Thùy Linh', language: 'vi' };
const AOI = { id: 'U6941fa1c257c6f561c5cb347611a3ce9', name: '佐藤 葵', language: 'ja' };
const ALEX = { id: 'Ud97dcbee500fe7ee5fc324bdb2e1142a', name: 'Alex Morgan', language: 'en' };
const JAMIE = { id: 'U21c402364f9572b85a8e48f687ab165c', name: 'Jamie Reed', language: 'en' };

const PRIYA = { id: 'U5d1b7f0c9a3e48d6b2f4a8c7e1d09b35', name: 'Priya Shah', language: 'en' };

/** The bot's own LINE user id. */
export const BOT = 'U58ac5831be38cb8cb4ba2e751989a017';

/** A group chat of the Thai shop's two operators. */
export const GROUP = { id: 'C49ddb14f71010b93b7d946bf54074e32', name: 'ทีมบ้านสวน' };

/** Who belongs to the Thai shop. */
const SUAN = { shop: 'baan-suan', locale: 'th' } as const;

/** Everybody one can be on the page, in the order shown. `slack` is their account in the workspace. */
export const SEATS: readonly Seat[] = [
  { id: 'nok', user: NOK, slack: 'U07NOK00001', role: 'owner', ...SUAN },
  { id: 'linh', user: LINH, slack: 'U07LINH0001', role: 'owner', shop: 'nha-la', locale: 'vi' },
  { id: 'aoi', user: AOI, slack: 'U07AOI00001', role: 'owner', shop: 'komachi', locale: 'ja' },
  {
    id: 'alex',
    user: ALEX,
    slack: 'U07ALEX0001',
    role: 'operator',
    shop: 'lemongrass',
    locale: 'en',
  },
  {
    id: 'priya',
    user: PRIYA,
    slack: 'U07PRIYA001',
    role: 'owner',
    shop: 'lemongrass',
    locale: 'en',
  },
  { id: 'mali', user: MALI, slack: 'U07MALI0001', role: 'viewer', ...SUAN },
  { id: 'jamie', user: JAMIE, slack: 'U07JAMIE001', role: null, shop: 'lemongrass', locale: 'en' },
  { id: 'ek', user: EK, slack: 'U07EK000001', group: GROUP, role: 'operator', ...SUAN },
  { id: 'fon', user: FON, slack: 'U07FON00001', group: GROUP, role: 'operator', ...SUAN },
];
