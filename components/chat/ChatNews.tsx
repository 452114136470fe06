import { useSignal } from "@preact/signals";
import { useEffect, useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { CallModel } from "../../call/model.ts";
import { systemClock } from "../../signalling/clock.ts";
import { usePanelCovers } from "../base/use_panel_covers.ts";
import { someone } from "../words/them.ts";
import { createNews, type News } from "./news.ts";
import { NewsCard } from "./NewsCard.tsx";

/** What the news of the chat needs. */
export interface ChatNewsProps {
  call: Pick<CallModel, "remote" | "meeting" | "chat" | "files">;
  /** What is open beside the picture. */
  panel: string | null;
  onOpen(): void;
}

/** What comes while the chat is closed, shown over the picture. */
export function ChatNews({ call, panel, onOpen }: ChatNewsProps) {
  const shown = useSignal<News | null>(null);
  const busy = useSignal(false);
  const news = useMemo(
    () => createNews(systemClock, (next) => shown.value = next),
    [],
  );
  const log = call.chat.log.value;
  const files = call.files.lines.value;
  const open = panel === "chat";
  const held = usePanelCovers(panel) || busy.value;
  useLayoutEffect(() => news.look({ log, files, open }), [log, files, open]);
  useLayoutEffect(() => news.hold(held), [held]);
  useEffect(() => () => news[Symbol.dispose](), []);
  const place = useRef<HTMLDivElement>(null);
  if (shown.value === null) return null;
  return (
    <div ref={place} class="flex w-full justify-center px-1.5 sm:px-0">
      <NewsCard
        news={shown.value}
        who={someone(call.remote.value.name || call.meeting.value.name)}
        onOpen={() => {
          // The card goes: the chat gives the focus back to its own button.
          place.current?.closest("main")
            ?.querySelector<HTMLElement>(`button[aria-label="Chat"]`)
            ?.focus();
          onOpen();
        }}
        onDismiss={news.dismiss}
        onHold={(on) => busy.value = on}
      />
    </div>
  );
}
