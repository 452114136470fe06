/** One address for each page, however its path was written. @module */

/** Pages whose paths people type and paste; others are as they are. */
const PAGE = /^\/(room(?=\/)|room$|check$|healthz$)(\/[^/]+)?$/i;

/**
 * The path of a page in its one spelling: lower case but for a room's name,
 * single slashes, and none at the end. Any other path is returned unchanged.
 */
export function canonicalPath(pathname: string): string {
  const single = pathname.replace(/\/+/g, "/").replace(/(.)\/$/, "$1");
  const [, page, name = ""] = PAGE.exec(single) ?? [];
  return page === undefined ? pathname : `/${page.toLowerCase()}${name}`;
}
