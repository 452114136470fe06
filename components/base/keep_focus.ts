/** What can be reached by the keyboard. */
const REACHED =
  "a[href], button:enabled, input:enabled, select:enabled, textarea:enabled, summary";

/**
 * Gives the focus a new place when what had it goes from the page, so that
 * nobody is thrown back to its beginning: the heading of what came instead, or
 * what is nearest.
 *
 * @returns Ends it.
 */
export function keepFocus(root: HTMLElement): () => void {
  /** What has the focus, and all that it is in, up to `root`. */
  let path: Element[] = [];

  function note({ target }: FocusEvent): void {
    path = [];
    for (
      let at = target instanceof Element ? target : null;
      at !== null && root.contains(at);
      at = at.parentElement
    ) path.push(at);
  }

  function look(): void {
    const [gone] = path;
    if (gone?.isConnected !== false) return;
    // One heading takes another's place; all else is looked for nearby.
    const place = gone.localName === "h1"
      ? root
      : path.find(({ isConnected }) => isConnected) ?? root;
    path = [];
    // Whoever took it away may have put it somewhere.
    if (document.activeElement === document.body) settleIn(place);
  }

  function settleIn(place: Element): void {
    const heading = place.querySelector<HTMLElement>("h1");
    const next = heading ?? [...place.querySelectorAll<HTMLElement>(REACHED)]
      .find((each) => each.closest("[inert]") === null);
    if (heading !== null) heading.tabIndex = -1;
    if (next !== undefined) next.focus({ preventScroll: heading === null });
    else if (place !== root) settleIn(place.parentElement ?? root);
  }

  const changes = new MutationObserver(look);
  changes.observe(root, { childList: true, subtree: true });
  root.addEventListener("focusin", note);
  return () => {
    changes.disconnect();
    root.removeEventListener("focusin", note);
  };
}
