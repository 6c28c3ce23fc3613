import { z } from 'zod';

/**
 * What Slack posts, as far as it is read: slash commands, taps, forms, shortcuts and events in one shape, because most
 * fields are shared and any may be missing. Unknown types must parse too, so that they do no harm.
 * https://docs.slack.dev/interactivity/handling-user-interaction
 */
const Text = z.string().nullish();
const WithId = z.looseObject({ id: z.string(), team_id: Text }).nullish();

const Tapped = z.looseObject({
  type: z.string(),
  action_id: z.string().default(''),
  value: Text,
  selected_option: z.looseObject({ value: z.string() }).nullish(),
  action_ts: Text,
});
export type Tapped = z.infer<typeof Tapped>;

/** https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload */
const Answer = z.looseObject({
  value: Text,
  selected_option: z.looseObject({ value: z.string() }).nullish(),
});
const View = z.looseObject({
  id: z.string(),
  hash: Text,
  private_metadata: Text,
  app_installed_team_id: Text,
  state: z
    .looseObject({ values: z.record(z.string(), z.record(z.string(), Answer)).default({}) })
    .nullish(),
});
export type View = z.infer<typeof View>;

/** https://docs.slack.dev/reference/events/message */
const Event = z.looseObject({
  type: z.string(),
  subtype: Text,
  text: Text,
  user: z.union([z.string(), z.looseObject({ id: z.string() })]).nullish(),
  user_team: Text,
  bot_id: Text,
  channel: z.union([z.string(), z.looseObject({ id: z.string() })]).nullish(),
  channel_type: Text,
  tab: Text,
  ts: Text,
  thread_ts: Text,
  deleted_ts: Text,
  edited: z.looseObject({}).nullish(),
  tokens: z.looseObject({ bot: z.array(z.string()).nullish() }).nullish(),
});
export type Event = z.infer<typeof Event>;

export const SlackBody = z.looseObject({
  type: Text,
  command: Text,
  text: Text,
  trigger_id: Text,
  response_url: Text,
  is_enterprise_install: z.union([z.boolean(), z.string()]).nullish(),
  team_id: Text,
  enterprise_id: Text,
  team: WithId,
  enterprise: WithId,
  user_id: Text,
  user: WithId,
  channel_id: Text,
  channel: WithId,
  container: z
    .looseObject({
      type: Text,
      channel_id: Text,
      message_ts: Text,
      thread_ts: Text,
    })
    .nullish(),
  message: z.looseObject({ ts: Text, thread_ts: Text }).nullish(),
  message_ts: Text,
  action_ts: Text,
  actions: z.array(Tapped).nullish(),
  view: View.nullish(),
  event: Event.nullish(),
  event_id: Text,
  event_time: z.number().nullish(),
  authorizations: z.array(z.looseObject({ user_id: Text, team_id: Text })).nullish(),
});
export type SlackBody = z.infer<typeof SlackBody>;
