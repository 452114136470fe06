import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/**
 * Takes the focus into a part of the page as it opens, and gives it back to
 * where it came from when the part goes, so that nobody has to search for it.
 *
 * @param first What is focused, unless something in the part has been already.
 */
export function useBorrowedFocus(
  part: RefObject<HTMLElement>,
  first: RefObject<HTMLElement>,
): void {
  // Asked while rendering: what is inside may take the focus before the effect.
  const lender = useRef(document.activeElement);
  useEffect(() => {
    const inside = () => part.current?.contains(document.activeElement);
    if (!inside()) first.current?.focus({ preventScroll: true });
    return () => {
      const { activeElement } = document;
      // Elsewhere on the page somebody has put it on purpose.
      if (!inside() && activeElement !== document.body) return;
      if (lender.current instanceof HTMLElement) lender.current.focus();
    };
  }, []);
}
