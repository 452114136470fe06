import { STATUS_CODES } from "node:http";

/** Statuses with which a request can fail, as far as Duet has a use for them. */
export type ErrorStatus =
  | (400 | 401 | 403 | 404 | 405 | 408 | 409 | 410 | 413 | 418 | 426 | 429)
  | (500 | 501 | 503);

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
