import type { Installed, InstallDesk } from '../../core/installation.ts';
import type { Message } from '../../core/message.ts';
import { identityKey } from '../../core/settings.ts';
import { text } from '../../core/text.ts';
import { type House, platformOf } from '../house.ts';
import { post } from '../post.ts';
import { openAction } from '../refusals.ts';
import { personOf } from '../turn.ts';
import { installationId, type Vault } from './vault.ts';

/** What the install pages need: words, the mark that a flow was taken up, and the way into the ledger. */
export function createInstallDesk(house: House, vault: Vault): InstallDesk {
  const { defaults, words, clock } = house;
  return {
    fallback: defaults.locale,
    say(what, locale) {
      const { timeZone } = defaults;
      const now = clock.now().epochMilliseconds;
      return words.say(what, { locale, timeZone, shopZone: timeZone, now });
    },
    take: (flow, until) => takeFlow(house, flow, until),
    admit: (installed) => admit(house, vault, installed),
  };
}

/** The counter keeps others waiting until the mark of this one is on disk; the mark goes when the flow is over anyway. */
async function takeFlow({ ledger }: House, flow: string, until: number): Promise<boolean> {
  const key = `installing:${flow}`;
  return ledger.write(async (tx) => {
    await tx.counters.next('installing');
    if ((await tx.dues.get(key)) !== null) return false;
    await tx.dues.put({ key, kind: 'forget', at: until, payload: null });
    return true;
  });
}

/** Whoever installs becomes nobody by it: they are told how people are linked. */
async function admit(house: House, vault: Vault, installed: Installed): Promise<void> {
  const { workspace, name, token, botUser, scopes, by, locale } = installed;
  const id = installationId(by.platform, workspace);
  const installedAt = house.clock.now().epochMilliseconds;
  const person = await personOf(house, by);
  const row = { id, name, token: vault.seal(id, token), botUser, scopes, installedAt };
  await house.ledger.write(async (tx) => {
    await tx.installations.put({ ...row, installedBy: identityKey(by) });
    await post(house, tx, {
      key: `installed:${id}:${installedAt}`,
      address: platformOf(house, by.platform).direct(by),
      reader: { person: person?.id ?? null, shop: null, locale },
      message: welcome(name, person !== null),
    });
  });
  house.log.info({ installation: id, by: identityKey(by) }, 'the app was installed');
}

function welcome(name: string, known: boolean): Message {
  const title = text('installing.chat.title', { name });
  if (known) return { tone: 'good', title, lines: [text('installing.chat.others')] };
  return {
    tone: 'good',
    title,
    lines: [text('installing.chat.nobody'), text('installing.chat.remedy')],
    actions: [openAction('commands.link.label', 'link')],
  };
}
