import { STATUS_CODES } from "node:http";

/** A request that ends with this HTTP status; caught by the nearest error page. */
export class HttpError extends Error {
  /** The HTTP status, 400–599. */
  status: number;

  /**
   * @param status The HTTP status, 400–599.
   * @param message Shown to the visitor by the default error page.
   */
  constructor(status: number, message?: string, options?: ErrorOptions) {
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
