import type { StageView } from "../../call/stage/view.ts";
import { SHORTCUTS } from "../../call/stage/shortcuts.ts";
import { Dialog } from "../base/Dialog.tsx";
import { keyNames, SHORTCUT_WORDS, TALK_WORDS } from "../words/shortcuts.ts";
import { isMac } from "./keyboard.ts";

/** Lists what keys do, from the table that decides it. */
export function Shortcuts({ view }: { view: StageView }) {
  const letters = view.letterKeys.value;
  const rows = SHORTCUTS
    .map((shortcut) => ({
      words: SHORTCUT_WORDS[shortcut.action],
      keys: keyNames(shortcut, isMac(), letters),
    }))
    .filter(({ keys }) => keys.length > 0);
  return (
    <Dialog
      title="Keyboard shortcuts"
      onClose={() => view.help.value = false}
    >
      <dl class="grid gap-2">
        {[...rows, { words: TALK_WORDS, keys: ["Space"] }].map((row) => (
          <div
            key={row.words}
            class="flex items-center justify-between gap-6"
          >
            <dt>{row.words}</dt>
            <dd class="flex shrink-0 gap-2">
              {row.keys.map((name) => (
                <kbd
                  translate={false}
                  key={name}
                  class="rounded-lg border border-line px-2 py-1 text-sm"
                >
                  {name}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <label class="flex min-h-[2.75rem] items-center gap-3">
        <input
          type="checkbox"
          class="h-5 w-5"
          checked={letters}
          onChange={({ currentTarget }) =>
            view.letterKeys.value = currentTarget.checked}
        />
        Single letters are shortcuts
      </label>
    </Dialog>
  );
}
