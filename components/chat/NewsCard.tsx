import { useEffect } from "preact/hooks";
import { Icon } from "../base/Icon.tsx";
import { countWords, glance, OPEN_CHAT } from "../words/chat_text.ts";
import { sizeWords, WANTS_TO_SEND } from "../words/files.ts";
import { FileName } from "./FileName.tsx";
import type { News } from "./news.ts";

/** What has come while the chat is closed, and what can be done about it. */
export interface NewsCardProps {
  news: News;
  /** Who it is from. */
  who: string;
  onOpen(): void;
  onDismiss(): void;
  /** Whether somebody is about to read or press it. */
  onHold(held: boolean): void;
}

/** A quiet card over the picture. It is told elsewhere, so it is no live region. */
export function NewsCard(props: NewsCardProps) {
  const { news: { newest }, onHold } = props;
  // What goes while the pointer is on it is never left.
  useEffect(() => () => onHold(false), []);
  return (
    <div
      data-news={newest.type}
      tabIndex={-1}
      class="news flex w-full max-w-md items-start gap-2 rounded-panel bg-raised p-2 text-ink shadow-soft outline-none"
      onPointerEnter={({ pointerType }) =>
        pointerType === "mouse" &&
        onHold(true)}
      onPointerLeave={() => onHold(false)}
      onFocusIn={() => onHold(true)}
      onFocusOut={() => onHold(false)}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        props.onDismiss();
      }}
    >
      {newest.type === "message"
        ? <Message {...props} text={newest.message.text} />
        : (
          <Offer
            {...props}
            name={newest.file.name}
            size={newest.file.size}
          />
        )}
      <button
        type="button"
        class="grid h-11 w-11 shrink-0 place-items-center rounded-full hover:bg-paper focus-ring"
        aria-label="Dismiss"
        title="Dismiss"
        onClick={props.onDismiss}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}

/** All of it is the way to the chat. */
function Message(props: NewsCardProps & { text: string }) {
  return (
    <button
      type="button"
      class="flex min-h-touch min-w-0 flex-1 items-start gap-3 rounded-control px-3 py-1 text-left text-sm hover:bg-paper focus-ring"
      onClick={props.onOpen}
    >
      <Icon name="chat" />
      <span class="min-w-0 flex-1">
        <span class="block truncate">
          <bdi key={props.who} translate={false} class="font-semibold">
            {props.who}
          </bdi>
          <Count count={props.news.count} />
          <span class="sr-only">:</span>
        </span>
        <span key={props.text} dir="auto" class="two-lines">
          {glance(props.text)}
        </span>
        <span class="sr-only">. {OPEN_CHAT}</span>
      </span>
    </button>
  );
}

/** Accepting it is in the chat, where its name has room. */
function Offer(props: NewsCardProps & { name: string; size: number }) {
  return (
    <div class="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-2 py-0.5 pl-3 text-sm">
      <div class="min-w-0 flex-1 basis-40">
        <p class="two-lines">
          <bdi key={props.who} translate={false} class="font-semibold">
            {props.who}
          </bdi>{" "}
          {WANTS_TO_SEND} <FileName class="font-semibold" name={props.name} />
        </p>
        <p class="text-soft">
          {sizeWords(props.size)}
          <Count count={props.news.count} />
        </p>
      </div>
      <button type="button" class="button-primary" onClick={props.onOpen}>
        {OPEN_CHAT}
      </button>
    </div>
  );
}

/** How many things wait behind it. */
function Count({ count }: { count: number }) {
  const words = countWords(count);
  return words === ""
    ? null
    : <span key={words} class="text-soft">{` · ${words}`}</span>;
}
