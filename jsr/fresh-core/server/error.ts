import { STATUS_CODES } from "node:http";

/** A request that ends with this HTTP status. */
export class HttpError extends Error {
  /**
   * @param status The HTTP status.
   * @param message Shown to the visitor if there is no error page.
   */
  constructor(readonly status: 400 | 404 | 405, message?: string) {
    super(message);
    this.name = "HttpError";
  }
}

/** The answer to an error that no page of the application took. */
export function defaultErrorResponse(error: unknown): Response {
  if (error instanceof HttpError) {
    const { status, message } = error;
    return new Response(message || STATUS_CODES[status], { status });
  }
  console.error(error);
  return new Response("Internal server error", { status: 500 });
}
