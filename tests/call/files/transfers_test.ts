import { assert, assertEquals } from "@std/assert";
import { BLOCK_BYTES, CHUNK_BYTES } from "../../../call/files/frame.ts";
import { MAX_FILE_BYTES } from "../../../call/files/file_word.ts";
import { MAX_OPEN_OFFERS } from "../../../call/files/receiving_side.ts";
import type { FileStorage } from "../../../call/files/store.ts";
import { memoryStorage } from "../../../call/files/store.ts";
import { fc } from "../../fast_check.ts";
import { filePair, turn } from "./file_pair.ts";
import { pattern } from "./pattern.ts";

function file(size: number, name = "plan.pdf"): File {
  return new File([pattern(size)], name);
}

Deno.test("offer() asks, and sends nothing before the answer", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(100)]);
  await pair.run();
  assertEquals([ann.stage, bob.stage], ["offered", "offered"]);
  const { name, size, peer } = bob.line ?? {};
  assertEquals([name, size, peer], ["plan.pdf", 100, "ann"]);
  assertEquals(await bob.received(), null);
});

Deno.test("accept() brings the whole file, and both sides know", async () => {
  for (const size of [0, 1, CHUNK_BYTES, BLOCK_BYTES, 3 * BLOCK_BYTES + 5]) {
    const pair = await filePair();
    const { ann, bob } = pair;
    ann.transfers.offer([file(size)]);
    await pair.run();
    bob.transfers.accept(bob.line?.id ?? "");
    await pair.run();
    assertEquals(ann.stage, "received by peer");
    assertEquals(bob.stage, "received by self");
    assertEquals(await bob.received(), pattern(size));
    assertEquals(pair.strays, 0);
  }
});

Deno.test("files come through any number of breaks, several at once and both ways", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: 90 }), { maxLength: 6 }),
      fc.array(fc.nat(3 * BLOCK_BYTES), { minLength: 1, maxLength: 3 }),
      fc.nat(BLOCK_BYTES + 1),
      async (breaks, sizes, back) => {
        const pair = await filePair();
        const { ann, bob } = pair;
        ann.transfers.offer(sizes.map((size) => file(size, `${size}`)));
        bob.transfers.offer([file(back)]);
        for (const parcels of breaks) {
          for (const side of [ann, bob]) {
            for (const { id } of side.lines.value) side.transfers.accept(id);
          }
          await pair.run(parcels);
          pair.cut();
          pair.connect();
        }
        await pair.run();
        for (const side of [ann, bob]) {
          for (const { id } of side.lines.value) side.transfers.accept(id);
        }
        await pair.run();
        for (const side of [ann, bob]) {
          for (const line of side.lines.value) {
            const { stage, size } = line;
            assert(stage.type === "over" && stage.end === "received");
            const blob = await side.transfers.blob(line);
            assertEquals(
              blob && new Uint8Array(await blob.arrayBuffer()),
              pattern(size),
            );
          }
        }
      },
    ),
    { numRuns: 25 },
  );
});

Deno.test("a break costs no more than what was not there yet", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  const blocks = 8;
  ann.transfers.offer([file(blocks * BLOCK_BYTES)]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run(60);
  pair.cut();
  assertEquals([ann.line?.held, bob.line?.held], ["cut", "cut"]);
  pair.connect();
  // Chunks, digests, the answers to them, and a few words.
  const arrived = await pair.run();
  assertEquals(bob.stage, "received by self");
  assert(arrived < 60 + blocks * 26 - 30, `${arrived} parcels again`);
});

Deno.test("a reload of who receives goes on with what was kept", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  bob.storage = { ...memoryStorage(), lasting: true };
  await bob.load();
  ann.transfers.offer([file(4 * BLOCK_BYTES)]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run(50);
  // It is kept soon.
  pair.wait(1_000);
  await turn();
  assert(ann.line?.stage.type === "moving");
  pair.cut();
  await bob.load();
  assertEquals(bob.line?.held, "cut");
  // Nobody is there at first.
  bob.transfers.forget();
  assertEquals(bob.line?.held, "left");
  pair.connect();
  await pair.run();
  assertEquals(bob.stage, "received by self");
  assertEquals(ann.stage, "received by peer");
  assertEquals(await bob.received(), pattern(4 * BLOCK_BYTES));
  await bob.load();
  assertEquals(await bob.received(), pattern(4 * BLOCK_BYTES));
});

Deno.test("saved() is remembered of what was received, over a reload too", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(100)]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run();
  for (const side of [ann, bob]) {
    const { line } = side;
    assert(line);
    side.transfers.saved(line);
  }
  assertEquals([ann.line?.saved, bob.line?.saved], [undefined, true]);
  await bob.load();
  assertEquals(bob.line?.saved, true);
});

Deno.test("a reload of who sends loses the file, and both are told", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(4 * BLOCK_BYTES)]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run(50);
  pair.cut();
  await ann.load();
  assertEquals(ann.stage, "reloaded by self");
  pair.connect();
  await pair.run();
  assertEquals(bob.stage, "reloaded by peer");
});

Deno.test("decline() and cancel() end it on both sides, whoever does it and when", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(BLOCK_BYTES)]);
  await pair.run();
  bob.transfers.decline(bob.line?.id ?? "");
  await pair.run();
  assertEquals([ann.stage, bob.stage], [
    "declined by peer",
    "declined by self",
  ]);

  for (const side of [ann, bob]) {
    ann.transfers.offer([file(8 * BLOCK_BYTES)]);
    await pair.run();
    bob.transfers.accept(bob.line?.id ?? "");
    await pair.run(30);
    if (side.line) side.transfers.cancel(side.line);
    await pair.run();
    const other = side === ann ? bob : ann;
    assertEquals(side.stage, "cancelled by self");
    assertEquals(other.stage, "cancelled by peer");
    assertEquals(await bob.received(), null);
  }
});

Deno.test("cancel() during a break is told when it is over", async () => {
  for (const who of ["ann", "bob"] as const) {
    const pair = await filePair();
    const { ann, bob } = pair;
    ann.transfers.offer([file(8 * BLOCK_BYTES)]);
    await pair.run();
    bob.transfers.accept(bob.line?.id ?? "");
    await pair.run(30);
    pair.cut();
    const line = pair[who].line;
    if (line) pair[who].transfers.cancel(line);
    pair.connect();
    await pair.run();
    assertEquals(pair[who].stage, "cancelled by self");
    assertEquals(
      pair[who === "ann" ? "bob" : "ann"].stage,
      "cancelled by peer",
    );
  }
});

Deno.test("a file that has changed since it was chosen is not sent on", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  const changing = file(4 * BLOCK_BYTES);
  const slice = changing.slice.bind(changing);
  changing.slice = (from, to) => {
    const part = slice(from, to);
    if ((from ?? 0) >= BLOCK_BYTES) {
      part.arrayBuffer = () =>
        Promise.reject(new DOMException("", "NotReadableError"));
    }
    return part;
  };
  ann.transfers.offer([changing]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run();
  assertEquals([ann.stage, bob.stage], ["changed by self", "changed by peer"]);
  assertEquals(await bob.received(), null);
});

Deno.test("nothing that was changed on its way is given to save", async () => {
  // A byte of a chunk, a digest on its way, and the digest of all.
  for (const kind of [1, 2, 3]) {
    const pair = await filePair();
    const { ann, bob } = pair;
    ann.tamper = (frame) => {
      const bytes = new Uint8Array(frame.slice(0));
      if (bytes[0] === kind) bytes[20] = (bytes[20] ?? 0) ^ 1;
      return bytes.buffer;
    };
    ann.transfers.offer([file(2 * BLOCK_BYTES)]);
    await pair.run();
    bob.transfers.accept(bob.line?.id ?? "");
    await pair.run();
    assertEquals([ann.stage, bob.stage], [
      "damaged by peer",
      "damaged by self",
    ]);
    assertEquals(await bob.received(), null);
  }
});

Deno.test("what was damaged where it is kept is not given to save", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  const storage = memoryStorage();
  bob.storage = {
    ...storage,
    async open(id) {
      const store = await storage.open(id);
      const append = store.append.bind(store);
      store.append = (parts) =>
        append(parts.map((part) => new Uint8Array(part.length)));
      return store;
    },
  };
  await bob.load();
  ann.transfers.offer([file(BLOCK_BYTES)]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run();
  assertEquals([ann.stage, bob.stage], ["damaged by peer", "damaged by self"]);
  assertEquals(await bob.received(), null);
});

function failing(error: unknown, room = Infinity): FileStorage {
  return {
    lasting: false,
    room: () => Promise.resolve(room),
    open: async (id) => {
      const store = await memoryStorage().open(id);
      store.append = () => Promise.reject(error);
      return store;
    },
  };
}

Deno.test("a disk that is full, or fails, ends it on both sides", async () => {
  const full = new DOMException("full", "QuotaExceededError");
  for (const [error, end] of [[full, "no-room"], [new Error(), "not-kept"]]) {
    const pair = await filePair();
    const { ann, bob } = pair;
    bob.storage = failing(error);
    await bob.load();
    ann.transfers.offer([file(BLOCK_BYTES)]);
    await pair.run();
    bob.transfers.accept(bob.line?.id ?? "");
    await pair.run();
    assertEquals([ann.stage, bob.stage], [`${end} by peer`, `${end} by self`]);
  }
});

Deno.test("accept() asks for nothing that there is no room for, and may be tried again", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  bob.storage = failing(null, 99);
  await bob.load();
  ann.transfers.offer([file(100)]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run();
  assertEquals([ann.stage, bob.stage, bob.line?.held], [
    "offered",
    "offered",
    "full",
  ]);
});

Deno.test("files wait for the person they were offered to, and for nobody else", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(100)]);
  await pair.run();
  pair.cut();
  ann.transfers.forget();
  assertEquals(ann.line?.held, "left");
  ann.other = "eve";
  pair.connect();
  assertEquals(ann.sent, []);
  // Whoever guesses its name gets nothing either.
  ann.transfers.hear({
    type: "accept",
    id: ann.line?.id ?? "",
    stream: 1,
    at: 0,
  });
  assertEquals(ann.stage, "offered");
  pair.cut();
  ann.other = "bob";
  pair.connect();
  await pair.run();
  assertEquals(ann.line?.held, null);
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run();
  assertEquals(bob.stage, "received by self");
});

Deno.test("more offers than anyone can answer are refused", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer(
    Array.from({ length: MAX_OPEN_OFFERS + 3 }, () => file(1)),
  );
  await pair.run();
  assertEquals(bob.lines.value.length, MAX_OPEN_OFFERS);
  assertEquals(ann.stage, "too-many by peer");
});

Deno.test("frames that nobody has asked for are counted, and keep nothing", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(3 * BLOCK_BYTES)]);
  await pair.run();
  const unasked = new Uint8Array(9 + CHUNK_BYTES);
  unasked[0] = 1;
  ann.put({ frame: unasked.buffer });
  ann.put({ frame: new ArrayBuffer(3) });
  await pair.run();
  assertEquals(pair.strays, 2);
  assertEquals(bob.stage, "offered");
});

Deno.test("more than was offered ends the transfer, not the page", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  const id = "evil";
  const offer = { type: "offer", id, name: "small", size: 10 };
  ann.put({ word: JSON.stringify(offer) });
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  while (bob.sent.length === 0) await turn();
  const chunk = new Uint8Array(9 + CHUNK_BYTES);
  new DataView(chunk.buffer).setUint8(0, 1);
  new DataView(chunk.buffer).setUint32(1, 1);
  bob.take({ frame: chunk.buffer });
  assertEquals(bob.stage, "misused by self");
});

Deno.test("an answer that can't be, such as from beyond what was sent, ends the transfer", async () => {
  for (const at of [1, BLOCK_BYTES, 2 * BLOCK_BYTES]) {
    const pair = await filePair();
    const { ann } = pair;
    ann.transfers.offer([file(2 * BLOCK_BYTES)]);
    const id = ann.line?.id ?? "";
    ann.transfers.hear({ type: "accept", id, stream: 1, at });
    await pair.run();
    assertEquals(ann.stage, "misused by peer");
  }
});

Deno.test("a name from outside is a name, and no path", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  const name = "../../etc/\u202Egpj.exe";
  const offer = { type: "offer", id: "x", name, size: 1 };
  ann.put({ word: JSON.stringify(offer) });
  await pair.run();
  assertEquals(bob.line?.name, "_.._etc_gpj.exe");
});

Deno.test("offer() says of a file that is too large that it is, and asks nobody", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  const large = file(1);
  Object.defineProperty(large, "size", { value: MAX_FILE_BYTES + 1 });
  ann.transfers.offer([large]);
  await pair.run();
  assertEquals([ann.stage, bob.stage], ["too-large by self", "none"]);
});
