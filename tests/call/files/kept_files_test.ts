import { assert, assertEquals } from "@std/assert";
import type { FileLine, FileStage } from "../../../call/files/file_line.ts";
import {
  afterReload,
  loadFiles,
  saveFiles,
} from "../../../call/files/kept_files.ts";
import { remembersFiles } from "../../../call/files/remembered.ts";
import { FakeStorage } from "../fake_storage.ts";

function line(from: FileLine["from"], stage: FileStage): FileLine {
  const base = { id: "1", offerId: "2", name: "plan.pdf", size: 10, atMs: 1 };
  return { ...base, peer: "bob", from, stage, held: null };
}

const MOVING = { type: "moving", done: 5, bytesPerSecond: null } as const;
const RECEIVED = { type: "over", end: "received", by: "self" } as const;

Deno.test("loadFiles() gives back what saveFiles() kept, to the same tab only", () => {
  const storage = new FakeStorage();
  const kept = { tab: "t", folder: "f", lines: [line("peer", MOVING)] };
  saveFiles(() => storage, kept);
  assertEquals(structuredClone(loadFiles(() => storage, "t")), kept);
  assertEquals(loadFiles(() => storage, "other"), null);
});

Deno.test("loadFiles() reads lines of earlier versions, which had one id for both", () => {
  const storage = new FakeStorage();
  const { offerId: _, ...old } = line("peer", MOVING);
  const kept = { tab: "t", folder: "f", lines: [old] };
  storage.setItem("duet.files.1", JSON.stringify(kept));
  assertEquals(loadFiles(() => storage, "t")?.lines[0]?.offerId, "1");
});

Deno.test("remembersFiles() knows the tab whose files were kept, and no other", () => {
  const storage = new FakeStorage();
  assert(!remembersFiles(() => storage, "t"));
  saveFiles(() => storage, { tab: "t", folder: "f", lines: [] });
  assert(remembersFiles(() => storage, "t"));
  assert(!remembersFiles(() => storage, "f-or-another"));
  const forbidden = () => {
    throw new DOMException("no", "SecurityError");
  };
  assert(!remembersFiles(forbidden, "t"));
});

Deno.test("loadFiles() makes nothing of nonsense, or of a browser that forbids it", () => {
  const storage = new FakeStorage();
  const texts = ["{", "7", '{"tab":"t","folder":"../up","lines":[]}'];
  for (const text of texts) {
    storage.setItem("duet.files.1", text);
    assertEquals(loadFiles(() => storage, "t"), null);
  }
  const forbidden = () => {
    throw new DOMException("no", "SecurityError");
  };
  assertEquals(loadFiles(forbidden, "t"), null);
  saveFiles(forbidden, { tab: "t", folder: "f", lines: [] });
});

Deno.test("afterReload() knows which files are lost, and which go on", () => {
  const after = (
    from: FileLine["from"],
    stage: FileStage,
    lasting: boolean,
  ) => {
    const [next] = afterReload([line(from, stage)], lasting);
    return next?.stage.type === "over" ? next.stage.end : next?.held;
  };
  assertEquals(after("self", MOVING, true), "reloaded");
  assertEquals(after("self", { ...RECEIVED, by: "peer" }, true), "received");
  assertEquals(after("peer", MOVING, true), "cut");
  assertEquals(after("peer", { type: "offered" }, false), "cut");
  assertEquals(after("peer", RECEIVED, true), "received");
  assertEquals(after("peer", RECEIVED, false), "reloaded");
});
