/** What the sender is told, when it is more than an empty 200. */
export type WebhookAnswer = { status: 200 | 400; type?: string; body: string };

/** The headers of a request, by name in any case. */
export type WebhookHeaders = Pick<Headers, 'get'>;

/** An address that a remote system posts to. */
export type Webhook = {
  path: string;
  source: string;
  /** Whether the sender is who it says, by the raw bytes. */
  verify(body: Uint8Array, headers: WebhookHeaders): boolean;
  /** Resolves once everything is on disk; a SyntaxError means that the body is none of the sender's. */
  receive(body: Uint8Array, headers: WebhookHeaders): Promise<WebhookAnswer | void>;
};
