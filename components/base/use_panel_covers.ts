import { useLayoutEffect, useState } from "preact/hooks";

/**
 * Whether the open panel lies over the whole page. The stylesheet decides that,
 * by the size of page and letters; so its outcome is looked at.
 *
 * @param open The name of the panel that is open.
 */
export function usePanelCovers(open: string | null): boolean {
  const [covers, setCovers] = useState(false);
  useLayoutEffect(() => {
    const panel = open === null ? null : document.querySelector("aside");
    if (panel === null) return setCovers(false);
    const look = () => setCovers(getComputedStyle(panel).position === "fixed");
    const watching = new ResizeObserver(look);
    watching.observe(panel);
    look();
    return () => watching.disconnect();
  }, [open]);
  return covers;
}
