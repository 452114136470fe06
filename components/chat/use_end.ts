/** Keeps a list at its end, as long as the person is there. @module */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

/** So near is at the end, in CSS pixels. */
const NEAR_PX = 48;

/** Where the person is in a list that grows at its end. */
export interface End {
  /** Whether there is something below that they have not seen. */
  readonly news: boolean;
  /** Goes there. */
  show(): void;
}

/**
 * @param list What scrolls; its first child is what grows.
 * @param count How many lines there are.
 * @param own Whether the last is the person's own, who wants to see it.
 */
export function useEnd(
  list: RefObject<HTMLElement>,
  count: number,
  own: boolean,
): End {
  const atEnd = useRef(true);
  const [news, setNews] = useState(false);

  function show(): void {
    const { current } = list;
    if (current !== null) current.scrollTop = current.scrollHeight;
    atEnd.current = true;
    setNews(false);
  }

  useLayoutEffect(() => {
    if (atEnd.current || own) show();
    else setNews(true);
  }, [count]);
  useEffect(() => {
    const { current } = list;
    if (current === null) return;
    const look = () => {
      const below = current.scrollHeight - current.scrollTop -
        current.clientHeight;
      atEnd.current = below < NEAR_PX;
      if (atEnd.current) setNews(false);
    };
    // A picture that has come, or a keyboard, must not hide the end.
    const observer = new ResizeObserver(() => atEnd.current && show());
    observer.observe(current);
    if (current.firstElementChild) observer.observe(current.firstElementChild);
    current.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      current.removeEventListener("scroll", look);
    };
  }, []);
  return { news, show };
}
