import type { CheckForm, FilledForm } from '../../core/platform.ts';
import { cut } from '../../lib/cut.ts';
import { readMetadata } from './address.ts';
import type { Payload } from './payload.ts';
import { type Answer, jsonAnswer } from './requests.ts';
import { SlackBody, type View } from './schema.ts';

/** A complaint stands in one or two lines below its input. */
const COMPLAINT = { utf16: 300 };

/** What a form holds. Each input is drawn in a block of its own, named by the field. */
export function filledForm({ private_metadata: metadata, state }: View): FilledForm {
  const { token, locale } = readMetadata(metadata ?? '');
  const values = Object.entries(state?.values ?? {}).map(([field, inputs]) => {
    const [answer] = Object.values(inputs);
    return [field, answer?.value ?? answer?.selected_option?.value ?? ''] as const;
  });
  return { token, locale, values: Object.fromEntries(values) };
}

/**
 * The answer that keeps a form open with what is wrong below its inputs; null for a form that can be taken, and for
 * everything that is no form. An answer in words has to come within Slack's three seconds.
 * https://docs.slack.dev/surfaces/modals#displaying_errors
 */
export async function complaintsAbout(
  payload: Payload,
  checkForm: CheckForm,
): Promise<Answer | null> {
  if (payload['type'] !== 'view_submission') return null;
  const view = SlackBody.safeParse(payload).data?.view;
  const wrong = view ? await checkForm(filledForm(view)) : null;
  if (wrong === null) return null;
  const errors = Object.entries(wrong).map(([field, words]) => [field, cut(words, COMPLAINT)]);
  return jsonAnswer({ response_action: 'errors', errors: Object.fromEntries(errors) });
}
