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
