import type { Clock } from '../../core/clock.ts';
import type { Platform } from '../../core/platform.ts';
import { readConversation, readTrigger } from './address.ts';
import type { ClientOf } from './clients.ts';
import { withDeadline } from '../../lib/deadline.ts';
import { toUpstreamError } from './errors.ts';
import { renderForm } from './form.ts';

const CALL_TIME = 10_000;
/** The trigger died or was used: nothing was opened, and a button can ask for a fresh one. */
const TOO_LATE = new Set([
  'expired_trigger_id',
  'exchanged_trigger_id',
  'trigger_expired',
  'trigger_exchanged',
]);

/** Opens a form as a modal. False when its trigger, which lives three seconds, is dead. https://docs.slack.dev/reference/methods/views.open */
export function createOpenForm({
  clientOf,
  clock,
}: {
  clientOf: ClientOf;
  clock: Clock;
}): NonNullable<Platform['openForm']> {
  return async (form, trigger) => {
    const { conversation, id } = readTrigger(trigger.id);
    const { team } = readConversation(conversation);
    const request = { trigger_id: id, view: renderForm(form, conversation) };
    try {
      await withDeadline({ clock, system: 'slack', ms: CALL_TIME }, async () =>
        (await clientOf(team)).views.open(request),
      );
      return true;
    } catch (error) {
      const problem = toUpstreamError(error);
      if (TOO_LATE.has(problem.code)) return false;
      throw problem;
    }
  };
}
