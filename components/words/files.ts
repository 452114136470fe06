/** What a person reads about a file on its way. @module */
import type { FileLine } from "../../call/files/file_line.ts";
import { type FileEnding, MAX_FILE_BYTES } from "../../call/files/file_word.ts";

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** How large something is, such as "3.4 MB". */
export function sizeWords(bytes: number): string {
  let unit = 0, amount = bytes;
  while (amount >= 999.5 && unit < UNITS.length - 1) {
    amount /= 1000;
    unit++;
  }
  return new Intl.NumberFormat("en", {
    style: "unit",
    unit: UNITS[unit] ?? "byte",
    unitDisplay: unit === 0 ? "long" : "short",
    maximumFractionDigits: amount < 10 && unit > 0 ? 1 : 0,
  }).format(amount);
}

function amountOf(count: number, what: string): string {
  return `about ${count} ${what}${count === 1 ? "" : "s"} left`;
}

/** How long it will take, roughly, as nobody can know it better. */
export function leftWords(seconds: number): string {
  if (seconds < 10) return "a few seconds left";
  if (seconds < 50) return amountOf(Math.ceil(seconds / 10) * 10, "second");
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return amountOf(Math.max(1, minutes), "minute");
  return amountOf(Math.round(minutes / 60), "hour");
}

/** How far it is. */
function progressWords(
  { stage, size }: Pick<FileLine, "stage" | "size">,
): string {
  if (stage.type !== "moving") return "";
  const { done, bytesPerSecond } = stage;
  const far = `${sizeWords(done)} of ${sizeWords(size)}`;
  if (bytesPerSecond === null) return far;
  if (bytesPerSecond === 0) return `${far} · waiting`;
  return `${far} · ${leftWords((size - done) / bytesPerSecond)}`;
}

type Sentences = Record<FileEnding, string>;

/** Of one's own file, ended on the other side. */
const SENT: (them: string) => Sentences = (them) => ({
  received: "Delivered",
  declined: `${them} declined it.`,
  cancelled: `${them} stopped it.`,
  changed: `${them} could not get it. Choose it again.`,
  reloaded: `${them} could not get it. Choose it again.`,
  damaged: "It arrived damaged, and was thrown away there. Send it again.",
  "no-room": `There is not enough room for it where ${them} is.`,
  "not-kept": `The browser of ${them} could not keep it. Send it again.`,
  "too-large": `It is too large for the browser of ${them}.`,
  "too-many":
    `${them} has too many files to answer already. Send it again later.`,
  misused: `The page of ${them} misbehaved, so this was stopped.`,
});

/** Of one's own file, ended here. */
const NOT_SENT: Partial<Sentences> = {
  cancelled: "You stopped it.",
  "too-large": `It is larger than ${
    sizeWords(MAX_FILE_BYTES)
  }, the most that can be sent. Send it in parts.`,
  changed:
    "It can't be read: it has changed or gone since you chose it, or it is a folder. Choose it again.",
  reloaded:
    "This page was reloaded, and pages can't keep files. Choose it again.",
};

/** Of their file, ended here. */
const NOT_RECEIVED: Partial<Sentences> = {
  received: "Received",
  declined: "You declined it.",
  cancelled: "You stopped it.",
  reloaded: "This page was reloaded before it was saved. Ask for it again.",
  damaged:
    "It arrived damaged, so it was thrown away. Ask for it to be sent again.",
  "no-room":
    "Your browser ran out of room for it. Free some, then ask for it again.",
  "not-kept": "Your browser could not keep it. Ask for it to be sent again.",
  misused: "The other page sent something else than it offered.",
};

/** Of their file, ended on the other side. */
const WITHDRAWN: (them: string) => Partial<Sentences> = (them) => ({
  cancelled: `${them} took it back.`,
  changed: `The file changed on the disk of ${them} while it was sent.`,
  reloaded: `${them} has reloaded the page. Ask for it to be sent again.`,
});

function overWords(
  from: FileLine["from"],
  end: FileEnding,
  by: "self" | "peer",
  them: string,
): string {
  const words = from === "self"
    ? by === "peer" ? SENT(them) : NOT_SENT
    : by === "self"
    ? NOT_RECEIVED
    : WITHDRAWN(them);
  return words[end] ?? "It was stopped.";
}

/**
 * What goes on with a file, and what one can do about it.
 *
 * @param them Their name, or words for it.
 */
export function fileWords(line: FileLine, them: string): string {
  return sentence(wordsOf(line, them));
}

/** Words that stand for a name may be the first ones. */
function sentence(words: string): string {
  return words.replace(/^the other/, "The other");
}

function wordsOf(line: FileLine, them: string): string {
  const { from, stage, held } = line;
  if (stage.type === "over") return overWords(from, stage.end, stage.by, them);
  if (held === "left") {
    return `${them} has left. It goes on if they come back on the same page.`;
  }
  if (held === "cut") return "It goes on when the connection is back.";
  if (held === "full") {
    return "There is not enough room for it in this browser. Free some, then accept it again.";
  }
  switch (stage.type) {
    case "offered":
      return from === "self"
        ? `Waiting for ${them} to accept it`
        : "Nothing of it is here before you accept it.";
    case "moving":
      return progressWords(line);
    case "checking":
      return "All there. Comparing it with what was sent";
  }
}

/** After the call: files that were received, and are nowhere but here. */
export function unsavedWords(count: number, them: string): string {
  return sentence(
    count === 1
      ? `${them} sent you a file that you have not saved:`
      : `${them} sent you ${count} files that you have not saved:`,
  );
}

/** After the call: files that were offered, and are not here. */
export function unreceivedWords(names: readonly string[]): string {
  return `Not received: ${names.join(", ")}.`;
}

/** Between the name of who offers a file, and its own. */
export const WANTS_TO_SEND = "wants to send you";

/** What is said aloud when something changes; "" for what is not worth it. */
export function fileNews(
  before: FileLine | null,
  line: FileLine,
  them: string,
): string {
  const { from, stage, name, size } = line;
  if (before?.stage.type === stage.type && before.held === line.held) return "";
  if (stage.type === "offered" && before === null && from === "peer") {
    return `${them} ${WANTS_TO_SEND} ${name}, ${
      sizeWords(size)
    }. You find it in the chat`;
  }
  if (stage.type === "over") return `${name}: ${fileWords(line, them)}`;
  return "";
}
