/** How far a value can be trusted: a vendor's page says so, clients in use suggest it, nobody knows. */
type Grade = 'documented' | 'seen' | 'inferred' | 'unknown';
export type Guess<Value> = { value: Value; grade: Grade; why: string };

/**
 * Everything about Wow! manager's API that is not certain, in one place: its manual is for shops of the mall only. Times in
 * milliseconds.
 */
export const guesses = {
  timeout: { value: 30_000, grade: 'seen', why: 'clients in use wait 30 to 60 s' },
  settle: {
    value: 15_000,
    grade: 'unknown',
    why: 'how late a lost write may appear is not known; half of the time-out after it',
  },
  pace: {
    value: 1_000,
    grade: 'seen',
    why: 'no limit is published; clients in use keep 0.9 to 1.0 s between calls',
  },
  page: { value: 1_000, grade: 'inferred', why: 'the largest page any client asks for' },
  /** Statuses in which an order waits at the mall and must not be shipped. */
  held: {
    value: [
      '保留',
      '与信待ち',
      '発送前入金待ち',
      '不正取引審査中',
      '審査保留',
      '審査NG',
      'キャンセル受付中',
    ],
    grade: 'seen',
    why: 'status list of clients in use',
  },
  cancelled: { value: 'キャンセル', grade: 'seen', why: 'status list of clients in use' },
  completed: { value: '完了', grade: 'seen', why: 'every client sets this text' },
  /** The carriers a shop may choose; 3 and 7 are in old lists only and not offered. */
  carriers: {
    value: {
      '1': 'ヤマト運輸',
      '2': '佐川急便',
      '4': '福山通運',
      '5': '西濃運輸',
      '6': '日本郵便',
      '9': 'その他配送会社',
    },
    grade: 'seen',
    why: 'code lists of clients in use',
  },
  /** Longest tracking number that is kept. */
  trackingLength: { value: 15, grade: 'seen', why: 'column size of two clients' },
} satisfies { [name: string]: Guess<unknown> };
