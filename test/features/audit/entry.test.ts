import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { actionText, detailOf, shortAccount } from '../../../src/features/audit/entry.ts';
import { auditEntry } from '../../support/ledger-rows.ts';
import { raw, text } from '../../../src/core/text.ts';
import { words } from '../../support/words.ts';

const APPROVALS = ['asked', 'approved', 'rejected', 'expired', 'void'];
const SRC = new URL('../../../src/', import.meta.url);

/** What `audit.append` is called with anywhere, as far as it stands there as a word: `noun.deed`. */
function actionsInSource(): string[] {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.ts'),
  );
  const sources = files
    .map((name) => readFileSync(new URL(name, SRC), 'utf8'))
    .filter((source) => /audit\.append|\.note\(/.test(source));
  const actions = sources.flatMap((source) =>
    [...source.matchAll(/'((?:alert|approval|link|invite|schedule|limit|person)\.[a-z-]+)'/g)].map(
      ([, action]) => action ?? '',
    ),
  );
  return [...new Set(actions)];
}

describe('an entry of the audit log', () => {
  it('has words for everything that is ever written into it', () => {
    const schedules = ['removed', 'resumed', 'paused'].map((deed) => `schedule.${deed}`);
    const approvals = APPROVALS.map((state) => `approval.${state}`);

    const missing = [...actionsInSource(), ...schedules, ...approvals].filter(
      (action) => !words.has(`audit.${action}`),
    );

    assert.ok(actionsInSource().length > 8);
    assert.deepEqual(missing, []);
  });

  it('says what was done with a command by the command’s own name', () => {
    const view = { locale: 'ja', timeZone: 'UTC', shopZone: 'UTC', now: 0 } as const;

    const said = words.say(actionText('refund.confirmed'), view);

    assert.equal(said, '返金する：確定');
  });

  it('shows nothing of a detail that nobody listed', () => {
    const row = {
      ...auditEntry({
        action: 'refund.confirmed',
        detail: { execution: 'e', input: { charge: 'chrg_1', reason: 'a@b.co', note: 'Somchai' } },
      }),
      seq: 1,
      hash: '',
      previous: '',
    };

    const shown = detailOf(row);
    const other = detailOf({ ...row, action: 'link.joined', detail: { person: 'Nok', code: 'x' } });

    assert.deepEqual(shown, { charge: 'chrg_1', reason: '***@***.co' });
    assert.deepEqual(other, {});
  });

  it('shows of an account where it is and how it ends', () => {
    const shown = ['line:U4af4980629abcd', 'slack:T1:U2', 'system'].map(shortAccount);

    const on = (platform: string, id: string) =>
      text('audit.account', { platform: { text: text(`systems.${platform}`) }, id });
    assert.deepEqual(shown, [on('line', '…abcd'), on('slack', 'T1:U2'), raw('Tenban')]);
  });
});
