/** Said where the server does not answer. @module */

/** Said before anybody has joined; loaded ahead, as it cannot be loaded then. */
export const SERVER_UNREACHED =
  "The server does not answer, so no call can begin. Check your network; this page keeps trying.";

/** Said where the page's own code does not come: nothing on it works. */
export const PAGE_UNREACHED =
  "This page did not load completely, so its buttons don't work. Check your network, then reload it.";

/** Said where the page itself fails. */
export const PAGE_FAILED =
  "Something went wrong in this page. Reload it; if that does not help, try another browser.";

/** Said where a part of the page that is loaded later does not come. */
export const PART_UNREACHED =
  "This part of the page could not be loaded: the server does not answer. A call that is under way goes on. If trying again does not help, reload the page: the call comes back by itself.";
