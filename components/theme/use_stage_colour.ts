import { useEffect } from "preact/hooks";
import { FIXED } from "../../look/colours.ts";

/** Has the browser paint around the page what the stage is, while it is there. */
export function useStageColour(): void {
  useEffect(() => {
    const metas = [
      ...document.querySelectorAll<HTMLMetaElement>('[name="theme-color"]'),
    ];
    const before = metas.map(({ content }) => content);
    for (const meta of metas) meta.content = FIXED.night;
    return () =>
      metas.forEach((meta, index) => meta.content = before[index] ?? "");
  }, []);
}
