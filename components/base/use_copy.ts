import { useState } from "preact/hooks";

/** What became of a text that was to be copied. */
export interface Copying {
  /** `shown`: the clipboard is closed, so the text is to be shown. */
  readonly result: "copied" | "shown" | null;
  /** What was to be copied last. */
  readonly text: string;
  copy(text: string): Promise<void>;
}

/** Copies texts, or says that they must be shown to be copied by hand. */
export function useCopy(): Copying {
  const [{ result, text }, setLast] = useState<
    Pick<Copying, "result" | "text">
  >(
    { result: null, text: "" },
  );
  async function copy(text: string) {
    try {
      await navigator.clipboard.writeText(text);
      setLast({ result: "copied", text });
    } catch {
      setLast({ result: "shown", text });
    }
  }
  return { result, text, copy };
}
