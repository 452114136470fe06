/**
 * Names of the HTTP status codes.
 *
 * @module
 */

/** Codes by name, as IANA's registry has them; those that Duet can send. */
export const STATUS_CODE = {
  SwitchingProtocols: 101,
  OK: 200,
  NoContent: 204,
  Found: 302,
  SeeOther: 303,
  NotModified: 304,
  TemporaryRedirect: 307,
  PermanentRedirect: 308,
  BadRequest: 400,
  Forbidden: 403,
  NotFound: 404,
  MethodNotAllowed: 405,
  RequestTimeout: 408,
  ContentTooLarge: 413,
  URITooLong: 414,
  UpgradeRequired: 426,
  TooManyRequests: 429,
  InternalServerError: 500,
  NotImplemented: 501,
  ServiceUnavailable: 503,
} as const;

/** One of {@linkcode STATUS_CODE}. */
export type StatusCode = typeof STATUS_CODE[keyof typeof STATUS_CODE];

/** Texts by code. */
export const STATUS_TEXT: Readonly<Record<StatusCode, string>> = {
  101: "Switching Protocols",
  200: "OK",
  204: "No Content",
  302: "Found",
  303: "See Other",
  304: "Not Modified",
  307: "Temporary Redirect",
  308: "Permanent Redirect",
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Content Too Large",
  414: "URI Too Long",
  426: "Upgrade Required",
  429: "Too Many Requests",
  500: "Internal Server Error",
  501: "Not Implemented",
  503: "Service Unavailable",
};

/** Whether a number is one of {@linkcode STATUS_CODE}. */
export function isStatus(status: number): status is StatusCode {
  return status in STATUS_TEXT;
}

/** Codes of refusals and failures. */
export type ErrorStatus = Extract<
  StatusCode,
  400 | 403 | 404 | 405 | 408 | 413 | 414 | 426 | 429 | 500 | 501 | 503
>;

/** Whether a number is a code of a refusal or failure. */
export function isErrorStatus(status: number): status is ErrorStatus {
  return isStatus(status) && status >= 400;
}
