/** What the sender is told, when it is more than an empty 200. */
export type WebhookAnswer = { status: 200 | 400; type?: string; body: string };

/** The headers of a request, by name in any case. */
export type WebhookHeaders = Pick<Headers, 'get'>;

/** `body` is raw, as it was signed. `params` are the parts of the path that `:name` stands for. */
export type WebhookRequest = {
  body: Uint8Array;
  headers: WebhookHeaders;
  params: Readonly<Record<string, string>>;
};

/** An address that a remote system posts to. */
export type Webhook = {
  /** Such as `/nhanhvn/hook/:appId`. */
  path: string;
  source: string;
  /**
   * Resolves once everything is on disk. `forged`: the sender is not who it says, nothing is kept. A SyntaxError means that
   * the body is none of the sender's.
   */
  receive(request: WebhookRequest): Promise<WebhookAnswer | 'forged' | void>;
};
