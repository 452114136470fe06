/** Room for the keyboard of a phone. @module */
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * Keeps the lower end of an element above the keyboard where the browser lays
 * it over the page instead of making the page smaller, as Safari does.
 */
export function useKeyboardRoom(): RefObject<HTMLDivElement> {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const viewport = globalThis.visualViewport;
    if (!viewport) return;
    const fit = () => {
      // Zoomed in, a part of the page is meant to be out of sight.
      const covered = viewport.scale > 1.05
        ? 0
        : innerHeight - viewport.height - viewport.offsetTop;
      const { style } = element.current ?? {};
      if (style) style.paddingBottom = `${Math.max(0, Math.round(covered))}px`;
    };
    viewport.addEventListener("resize", fit);
    viewport.addEventListener("scroll", fit);
    return () => {
      viewport.removeEventListener("resize", fit);
      viewport.removeEventListener("scroll", fit);
    };
  }, []);
  return element;
}
