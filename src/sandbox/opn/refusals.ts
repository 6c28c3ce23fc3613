import { chargeLimits } from './choices.ts';

/** `choice`: the code or the text is ours, because Opn's own is not published. */
type Refusal = { status: number; code: string; message: string; choice?: true };

/** The simulated API said no: an answer with a status, a code and words. */
export class OpnRefusal extends Error {
  override name = 'OpnRefusal';
  readonly status: number;
  readonly code: string;

  constructor({ status, code, message }: Refusal) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** Every refusal of the simulator, to be corrected when Opn's own is seen. https://docs.omise.co/api-errors */
export const refusals = {
  unauthorized: said(401, 'authentication_failure', 'authentication failed'),
  noRoute: ours(404, 'not_found', 'the requested path was not found'),
  badBody: ours(400, 'bad_request', 'the body could not be read'),
  badList: ours(400, 'bad_request', 'limit, offset, order, from or to is invalid'),
  badMetadata: ours(400, 'bad_request', 'metadata must be an object'),

  noAmount: ours(400, 'invalid_amount', 'amount is required'),
  amountNotNumber: said(400, 'bad_request', 'amount is not a number'),
  badCurrency: said(400, 'invalid_charge', 'currency is currently not supported'),
  noCard: ours(400, 'missing_card', 'card is missing'),
  usedToken: said(400, 'used_token', 'token was already used'),
  badCardNumber: said(400, 'invalid_card', 'number is invalid and brand not supported (unknown)'),
  cardInPast: said(400, 'invalid_card', 'expiration date cannot be in the past'),

  notAuthorized: said(400, 'failed_capture', 'Charge is not authorized'),
  captureNotNumber: ours(400, 'failed_capture', 'capture_amount must be a positive integer'),
  captureTooMuch: ours(400, 'failed_capture', 'capture_amount exceeds the authorized amount'),
  captureNotPartial: ours(400, 'failed_capture', 'charge cannot be captured partially'),
  lapsed: ours(400, 'expired_charge', 'charge has expired'),
  notReversible: said(400, 'failed_reverse', 'only uncaptured authorized charges can be reversed'),

  refundNotNumber: said(400, 'failed_refund', 'amount is not a number'),
  refundNotPositive: ours(400, 'failed_refund', 'amount must be greater than 0'),
  notRefundable: said(400, 'failed_refund', "charge can't be refunded"),
  disputed: ours(400, 'failed_refund', 'charge is disputed'),
  tooManyRefunds: ours(400, 'failed_refund', 'charge has reached its number of refunds'),
  refundTooMuch: ours(400, 'failed_refund', 'amount exceeds the refundable amount'),
  refundNotPartial: ours(400, 'failed_refund', 'charge cannot be refunded partially'),
  refundTooLate: ours(400, 'failed_refund', 'charge is too old to be refunded'),
  cannotVoid: ours(400, 'failed_void', "charge can't be voided"),

  notDisputable: ours(400, 'bad_request', "charge can't be disputed"),

  tooManyRequests: ours(429, 'too_many_requests', 'too many requests'),
  broken: ours(500, 'backend_error', 'an error occurred'),
} satisfies Record<string, Refusal>;

export function notFound(what: string, id: string): Refusal {
  return said(404, 'not_found', `${what} ${id} was not found`);
}

/** Why a charge of this amount is not made; null when it may be. The text for the maximum is ours. */
export function amountRefusal(amount: number, currency: string): Refusal | null {
  const limits = chargeLimits[currency];
  if (limits === undefined) return refusals.badCurrency;
  const [min, max] = limits;
  const unit = `(${currency.toLowerCase()} subunits)`;
  if (amount < min) {
    return said(400, 'invalid_charge', `amount must be greater than or equal to ${min} ${unit}`);
  }
  if (amount > max) {
    return ours(400, 'invalid_charge', `amount must be less than or equal to ${max} ${unit}`);
  }
  return null;
}

/** The body of an error; its anchor is the code with dashes. https://docs.omise.co/api-errors */
export function errorBody({ code, message }: { code: string; message: string }) {
  const location = `https://www.omise.co/api-errors#${code.replaceAll('_', '-')}`;
  return { object: 'error', location, code, message };
}

function said(status: number, code: string, message: string): Refusal {
  return { status, code, message };
}

function ours(status: number, code: string, message: string): Refusal {
  return { status, code, message, choice: true };
}
