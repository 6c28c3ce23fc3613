/** Settings as a person would write them: one shop, one owner, one connection with its secrets in plain. */
export function settingsFile() {
  return {
    version: 1,
    shops: [{ id: 'baan-suan', name: 'บ้านสวน', locale: 'th', timeZone: 'Asia/Bangkok' }],
    people: [
      {
        id: 'nok',
        name: 'Nok',
        locale: 'th',
        roles: { 'baan-suan': 'owner' },
        identities: [{ platform: 'line', id: 'U4af' }],
      },
    ],
    connections: [
      {
        id: 'baan-suan-opn',
        shop: 'baan-suan',
        system: 'opn',
        secrets: { secretKey: 'skey_test_plain', webhookSecret: 'whsec_plain' },
        options: { country: 'TH' },
      },
    ],
  };
}
