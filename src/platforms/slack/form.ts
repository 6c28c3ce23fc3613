import type { types } from '@slack/bolt';
import type { DrawnForm } from '../../core/platform.ts';
import { cut, visible } from '../../lib/cut.ts';
import { metadataOf } from './address.ts';
import { plainLine } from './text.ts';

type FormField = DrawnForm['fields'][number];
type Choice = { label: string; value: string };

const BLOCKS = 100;
const SHORT = { utf16: 24 };
const LABEL = { utf16: 300 };
const HINT = { utf16: 500 };
const OPTIONS = 100;
const OPTION = { utf16: 75 };
const OPTION_VALUE = 75;
const INPUT = 3000;

/**
 * Draws a form as a modal. Each field is a block of its own named by the field; the token, the place where it was
 * asked for and its language travel with it and come back with the answer.
 * https://docs.slack.dev/reference/views/modal-views
 */
export function renderForm(form: DrawnForm, conversation: string): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'tenban-form',
    private_metadata: metadataOf({ conversation, token: form.token, locale: form.locale }),
    title: plainLine(form.title, SHORT),
    submit: plainLine(form.submit, SHORT),
    close: plainLine(form.close, SHORT),
    blocks: form.fields.slice(0, BLOCKS).map(inputBlock),
  };
}

function inputBlock(field: FormField): types.InputBlock {
  const { name, label, hint, optional } = field;
  return {
    type: 'input',
    block_id: name,
    label: plainLine(label, LABEL),
    optional,
    element: elementOf(field),
    ...(hint && { hint: plainLine(hint, HINT) }),
  };
}

/** A list of choices where Slack can show them all; else they are typed. */
function elementOf({
  choices = [],
  value = '',
  multiline,
}: FormField): types.StaticSelect | types.PlainTextInput {
  if (isListable(choices)) return selectOf(choices, value);
  const given = cut(visible(value), { utf16: INPUT });
  return {
    type: 'plain_text_input',
    action_id: 'value',
    multiline,
    max_length: INPUT,
    ...(given !== '' && { initial_value: given }),
  };
}

function isListable(choices: Choice[]): boolean {
  const fit = choices.every(({ value }) => value !== '' && value.length <= OPTION_VALUE);
  return choices.length > 0 && choices.length <= OPTIONS && fit;
}

function selectOf(choices: Choice[], value: string): types.StaticSelect {
  const options = choices.map((choice) => ({
    text: plainLine(choice.label, OPTION),
    value: choice.value,
  }));
  const initial = options.find((option) => option.value === value);
  return {
    type: 'static_select',
    action_id: 'value',
    options,
    ...(initial !== undefined && { initial_option: initial }),
  };
}
