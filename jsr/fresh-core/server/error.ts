import { STATUS_CODES } from "node:http";

/** The statuses with which a request can fail. */
export type ErrorStatus =
  | (
    | 400
    | 401
    | 402
    | 403
    | 404
    | 405
    | 406
    | 407
    | 408
    | 409
    | 410
    | 411
    | 412
  )
  | (
    | 413
    | 414
    | 415
    | 416
    | 417
    | 418
    | 421
    | 422
    | 423
    | 424
    | 425
    | 426
    | 428
  )
  | (
    | 429
    | 431
    | 451
    | 500
    | 501
    | 502
    | 503
    | 504
    | 505
    | 506
    | 507
    | 508
    | 510
  )
  | 511;

/** A request that ends with this HTTP status; caught by the nearest error page. */
export class HttpError extends Error {
  /** The HTTP status. */
  status: ErrorStatus;

  /**
   * @param status The HTTP status.
   * @param message Shown to the visitor by the default error page.
   */
  constructor(status: ErrorStatus, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}

/** The answer to an error that no page of the application took. */
export function defaultErrorResponse(error: unknown): Response {
  const status = error instanceof HttpError ? error.status : 500;
  if (status >= 500) console.error(error);
  const message = error instanceof HttpError
    ? error.message || STATUS_CODES[status]
    : "Internal server error";
  return new Response(message ?? null, { status });
}
