import { assert, assertEquals } from "@std/assert";
import type { FileLine, FileStage } from "../../../call/files/file_line.ts";
import { FILE_ENDINGS } from "../../../call/files/file_word.ts";
import {
  fileNews,
  fileWords,
  leftWords,
  sizeWords,
  unreceivedWords,
  unsavedWords,
} from "../../../components/words/files.ts";

function line(
  from: FileLine["from"],
  stage: FileStage,
  held: FileLine["held"] = null,
): FileLine {
  const base = {
    id: "1",
    offerId: "1",
    name: "plan.pdf",
    atMs: 1,
    peer: "bob",
  };
  return { ...base, size: 200e6, from, stage, held };
}

Deno.test("sizeWords() says sizes as people do", () => {
  const cases: [number, string][] = [
    [0, "0 bytes"],
    [1, "1 byte"],
    [999, "999 bytes"],
    [1_000, "1 kB"],
    [3_440_000, "3.4 MB"],
    [34_400_000, "34 MB"],
    [999_900, "1 MB"],
    [4 * 1024 ** 3, "4.3 GB"],
  ];
  for (const [bytes, words] of cases) assertEquals(sizeWords(bytes), words);
});

Deno.test("leftWords() is no more exact than can be known", () => {
  const cases: [number, string][] = [
    [3, "a few seconds left"],
    [31, "about 40 seconds left"],
    [55, "about 1 minute left"],
    [100, "about 2 minutes left"],
    [7_000, "about 2 hours left"],
  ];
  for (const [seconds, words] of cases) assertEquals(leftWords(seconds), words);
});

Deno.test("fileWords() says of every end what it was, without a code", () => {
  for (const from of ["self", "peer"] as const) {
    for (const by of ["self", "peer"] as const) {
      for (const end of FILE_ENDINGS) {
        const words = fileWords(line(from, { type: "over", end, by }), "Nora");
        assert(/^[A-Z].*[a-z.]$/.test(words), words);
        const anonymous = fileWords(
          line(from, { type: "over", end, by }),
          "the other person",
        );
        assert(/^[A-Z]/.test(anonymous), anonymous);
        assert(!/undefined|-kept|no-room|misused/.test(words), words);
      }
    }
  }
});

Deno.test("fileWords() says how far it is, and what it waits for", () => {
  const moving = { type: "moving", done: 50e6, bytesPerSecond: 5e6 } as const;
  assertEquals(
    fileWords(line("self", moving), "Nora"),
    "50 MB of 200 MB · about 30 seconds left",
  );
  assertEquals(
    fileWords(line("peer", moving, "cut"), "Nora"),
    "It goes on when the connection is back.",
  );
  assertEquals(
    fileWords(line("self", { type: "offered" }), "Nora"),
    "Waiting for Nora to accept it",
  );
});

Deno.test("fileNews() is said once for what matters, and never for a step", () => {
  const offered = line("peer", { type: "offered" });
  assertEquals(
    fileNews(null, offered, "Nora"),
    "Nora wants to send you plan.pdf, 200 MB. You find it in the chat",
  );
  assertEquals(fileNews(offered, offered, "Nora"), "");
  const moving = { type: "moving", done: 1, bytesPerSecond: null } as const;
  const on = line("peer", { ...moving, done: 2 });
  assertEquals(fileNews(line("peer", moving), on, "Nora"), "");
  const over = { type: "over", end: "received", by: "self" } as const;
  assertEquals(fileNews(on, line("peer", over), "Nora"), "plan.pdf: Received");
});

Deno.test("unsavedWords() and unreceivedWords() say what was sent and is not saved, or not here", () => {
  assertEquals(
    unsavedWords(1, "the other person"),
    "The other person sent you a file that you have not saved:",
  );
  assertEquals(
    unsavedWords(2, "Nora"),
    "Nora sent you 2 files that you have not saved:",
  );
  assertEquals(unreceivedWords(["a.txt", "b"]), "Not received: a.txt, b.");
});
