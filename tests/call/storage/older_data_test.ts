/** What an older version, or anybody else, has left in storage. */
import { assertEquals } from "@std/assert";
import { loadFiles } from "../../../call/files/kept_files.ts";
import { remembersFiles } from "../../../call/files/remembered.ts";
import { readAddress } from "../../../call/link/address_bar.ts";
import { loadView } from "../../../call/stage/view_memory.ts";
import { ChatStore } from "../../../call/storage/chat_store.ts";
import {
  loadPreferences,
  NO_PREFERENCES,
} from "../../../call/storage/preferences.ts";
import { loadSession } from "../../../call/storage/session.ts";
import {
  CHAT_PREFIX,
  FILES_KEY,
  LINK_PREFIX,
  SESSION_PREFIX,
  sweepSessions,
} from "../../../call/storage/session_sweep.ts";
import { fc } from "../../fast_check.ts";
import { FakeStorage } from "../fake_storage.ts";

const ROOM = "standup";
const NOW_MS = 1_000_000;
const KEYS = [
  `${SESSION_PREFIX}${ROOM}`,
  `${LINK_PREFIX}${ROOM}`,
  `${CHAT_PREFIX}${ROOM} 0`,
  FILES_KEY,
  "duet.preferences.1",
  "duet.view.1",
];
const VIEW = loadView(() => new FakeStorage());

/** Names and values as versions have them, in shapes that none has. */
const anything = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(null, true, 0, -1, NOW_MS, 1e308, "", "tab"),
    fc.string(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      fc.constantFrom(
        "tab",
        "aliveAtMs",
        "claim",
        "seat",
        "secret",
        "microphone",
        "camera",
        "name",
        "lines",
        "folder",
        "text",
        "fragment",
        "talk",
        "pair",
        "processing",
        "corner",
        "__proto__",
      ),
      tie("value"),
    ),
  ),
})).value;
const texts = fc.oneof(
  anything.map((value) => JSON.stringify(value)),
  fc.string(),
  fc.constantFrom("{", "undefined", "[object Object]", "\u0000"),
);

Deno.test("stored data that cannot be read counts as none, and is never an error", () => {
  fc.assert(fc.property(texts, (text) => {
    const area = new FakeStorage();
    for (const key of KEYS) area.setItem(key, text);
    const storage = () => area;
    const location = { pathname: `/room/${ROOM}`, hash: "" };
    const history = { state: null, replaceState: () => {} };
    const parsed = parse(text);
    const isRecord = typeof parsed === "object" && parsed !== null;

    const address = readAddress({ location, history, storage }, ROOM);
    const { fragment }: { fragment?: unknown } = Object(parsed);
    assertEquals(
      address.fragment,
      typeof fragment === "string" ? fragment : "",
    );
    const preferences = loadPreferences(storage);
    const view = loadView(storage);
    if (!isRecord) assertEquals([preferences, view], [NO_PREFERENCES, VIEW]);
    assertEquals(Object.keys(view), Object.keys(VIEW));
    // None of these shapes is whole.
    assertEquals(loadFiles(storage, "tab"), null);
    assertEquals(new ChatStore(storage, () => ROOM).load(), []);
    remembersFiles(storage, "tab");
    assertEquals(loadSession(storage, ROOM, NOW_MS), null);
    sweepSessions(storage, { name: ROOM, key: ROOM }, NOW_MS);
    sweepSessions(storage, null, NOW_MS);
  }));
});

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
