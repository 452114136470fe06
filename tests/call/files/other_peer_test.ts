/** Files of more than one person: ids are each page's own, and say nothing of another's files. */
import { assert, assertEquals } from "@std/assert";
import { MAX_FILE_LINES } from "../../../call/files/file_line.ts";
import { BLOCK_BYTES, encodeFrame } from "../../../call/files/frame.ts";
import { MAX_OPEN_OFFERS } from "../../../call/files/receiving_side.ts";
import { type FilePair, filePair, type FileSide, turn } from "./file_pair.ts";
import { pattern } from "./pattern.ts";

function file(size: number, name = "plan.pdf"): File {
  return new File([pattern(size)], name);
}

function offer(side: FileSide, id: string, name = id, size = 1): void {
  side.transfers.hear({ type: "offer", id, name, size });
}

/** Ann is gone, and somebody else is in her place. */
function replaceAnn({ bob, ...pair }: FilePair, by: string): void {
  bob.open = false;
  bob.sent.length = 0;
  pair.ann.sent.length = 0;
  bob.transfers.cut();
  bob.transfers.forget();
  bob.other = by;
  bob.open = true;
  bob.transfers.greet();
}

/** Bob has received a file of Ann's, which she called so. */
async function receivedFromAnn(): Promise<FilePair & { offerId: string }> {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(100)]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run();
  assertEquals(bob.stage, "received by self");
  return Object.assign(pair, { offerId: ann.line?.id ?? "" });
}

Deno.test("an offer under the id of another person's file is another line", async () => {
  const pair = await receivedFromAnn();
  const { bob, offerId } = pair;
  replaceAnn(pair, "eve");
  offer(bob, offerId, "invoice.exe", 100);
  // Nor is Eve told how that one has ended.
  assertEquals(bob.sent, []);
  const [of_ann, of_eve] = bob.lines.value;
  assertEquals([of_ann?.peer, of_ann?.name], ["ann", "plan.pdf"]);
  assertEquals([of_eve?.peer, of_eve?.name], ["eve", "invoice.exe"]);
  assertEquals(bob.stage, "offered");
  // And what is saved of Ann's is hers.
  assert(of_ann && of_eve);
  const blob = await bob.transfers.blob(of_ann);
  assertEquals(await blob?.bytes(), pattern(100));
  assertEquals(await bob.transfers.blob(of_eve), null);
});

Deno.test("files of two people under one id are kept apart, and each is what was sent", async () => {
  const pair = await receivedFromAnn();
  const { ann, bob, offerId } = pair;
  replaceAnn(pair, "eve");
  // Eve's page, which gives her file the id of Ann's.
  ann.other = "bob";
  await ann.load();
  ann.open = true;
  ann.newId = () => offerId;
  ann.transfers.offer([file(BLOCK_BYTES + 7, "other.pdf")]);
  await pair.run();
  bob.transfers.accept(bob.line?.id ?? "");
  await pair.run();
  assertEquals(bob.stage, "received by self");
  const sizes = bob.lines.value.map(async (line) =>
    (await (await bob.transfers.blob(line))?.bytes())?.length
  );
  assertEquals(await Promise.all(sizes), [100, BLOCK_BYTES + 7]);
});

Deno.test("a reload keeps files of two people under one id apart", async () => {
  const pair = await filePair();
  const { bob } = pair;
  offer(bob, "same", "of ann");
  replaceAnn(pair, "eve");
  offer(bob, "same", "of eve");
  await bob.load();
  bob.transfers.hear({ type: "over", id: "same", end: "cancelled" });
  const ends = bob.lines.value.map(({ name, stage }) => [name, stage.type]);
  assertEquals(ends, [["of ann", "offered"], ["of eve", "over"]]);
});

Deno.test("nobody withdraws, continues or answers a file of somebody else", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(3 * BLOCK_BYTES)]);
  bob.transfers.offer([file(10, "mine.pdf")]);
  await pair.run();
  const [theirs, own] = bob.lines.value.toSorted((one) =>
    one.from === "peer" ? -1 : 1
  );
  assert(theirs && own);
  replaceAnn(pair, "eve");
  for (const { offerId } of [theirs, own]) {
    bob.transfers.hear({ type: "over", id: offerId, end: "declined" });
    bob.transfers.hear({ type: "accept", id: offerId, stream: 1, at: 0 });
  }
  assertEquals(
    bob.lines.value.map(({ stage, held }) => [stage.type, held]),
    [["offered", "left"], ["offered", "left"]],
  );
});

Deno.test("accept() of a file whose person has left asks nobody else for it", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(3 * BLOCK_BYTES)]);
  await pair.run();
  replaceAnn(pair, "eve");
  bob.transfers.accept(bob.line?.id ?? "");
  await turn();
  assertEquals([bob.sent, bob.line?.held], [[], "left"]);
  // A stream that was never given out brings nothing into it either.
  const bytes = pattern(16_384);
  const frame = encodeFrame({ kind: "chunk", stream: 1, index: 0, bytes });
  assertEquals(bob.transfers.frame(frame.buffer), false);
  // Ann is back, and it goes on.
  replaceAnn(pair, "ann");
  ann.transfers.cut();
  ann.transfers.greet();
  await pair.run();
  assertEquals(bob.stage, "received by self");
});

Deno.test("decline() and cancel() tell nobody but the person whose file it is", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  ann.transfers.offer([file(10)]);
  bob.transfers.offer([file(10, "mine.pdf")]);
  await pair.run();
  replaceAnn(pair, "eve");
  for (const line of bob.lines.value) bob.transfers.cancel(line);
  assertEquals(bob.sent, []);
  replaceAnn(pair, "ann");
  ann.transfers.cut();
  ann.transfers.greet();
  await pair.run();
  const ends = ann.lines.value.map(({ stage }) =>
    stage.type === "over" && `${stage.end} by ${stage.by}`
  );
  assertEquals(ends, ["cancelled by peer", "cancelled by peer"]);
});

Deno.test("an offer under the id of a file that goes the other way is no offer", async () => {
  const pair = await filePair();
  const { bob } = pair;
  bob.transfers.offer([file(10, "mine.pdf")]);
  const id = bob.line?.offerId ?? "";
  offer(bob, id);
  assertEquals(bob.lines.value.length, 1);
  bob.transfers.hear({ type: "over", id, end: "received" });
  assertEquals(bob.stage, "received by peer");
});

Deno.test("a number of a stream stands for one file at a time", async () => {
  const pair = await filePair();
  const { ann } = pair;
  ann.transfers.offer([file(3 * BLOCK_BYTES), file(3 * BLOCK_BYTES)]);
  for (const { offerId } of ann.lines.value) {
    ann.transfers.hear({ type: "accept", id: offerId, stream: 1, at: 0 });
  }
  const stages = ann.lines.value.map(({ stage }) => stage.type);
  assertEquals([stages, ann.stage], [["moving", "over"], "misused by peer"]);
});

Deno.test("offers that are open are so many at most, under however many names", async () => {
  const pair = await filePair();
  const { bob } = pair;
  for (let name = 0; name < 25; name++) {
    replaceAnn(pair, `eve-${name}`);
    for (let i = 0; i < 20; i++) offer(bob, `${name}-${i}`);
    bob.clock.advance(60_000);
  }
  assertEquals(bob.lines.value.length, MAX_OPEN_OFFERS);
  // Who comes last is not kept from offering by those who came before.
  assert(bob.lines.value.every(({ peer }) => peer === "eve-24"));
});

Deno.test("what was accepted is not given up for the offers of somebody else", async () => {
  const pair = await filePair();
  const { bob } = pair;
  for (let i = 0; i < MAX_OPEN_OFFERS; i++) offer(bob, `ann-${i}`);
  bob.transfers.accept(bob.lines.value[0]?.id ?? "");
  await turn();
  replaceAnn(pair, "eve");
  for (let i = 0; i < 30; i++) offer(bob, `eve-${i}`);
  const offered = bob.lines.value.map(({ offerId }) => offerId);
  assertEquals(offered.length, MAX_OPEN_OFFERS);
  assertEquals(offered.filter((id) => id.startsWith("ann")), ["ann-0"]);
});

Deno.test("offers that are made and withdrawn are shown so often, and take no received file away", async () => {
  const pair = await receivedFromAnn();
  const { bob } = pair;
  let changes = 0;
  const unsubscribe = bob.lines.subscribe(() => void changes++);
  for (let i = 0; i < 1_000; i++) {
    offer(bob, `churn-${i}`);
    bob.transfers.hear({ type: "over", id: `churn-${i}`, end: "cancelled" });
  }
  assert(changes <= 300, `${changes} changes at once`);
  assert(bob.lines.value.length <= 62, `${bob.lines.value.length} lines`);
  // An hour of it.
  for (let i = 0; i < 3_600; i++) {
    bob.clock.advance(1_000);
    offer(bob, `later-${i}`);
    bob.transfers.hear({ type: "over", id: `later-${i}`, end: "cancelled" });
  }
  unsubscribe();
  const [first] = bob.lines.value;
  assertEquals(bob.lines.value.length, MAX_FILE_LINES);
  assert(first);
  assertEquals([first.name, first.peer], ["plan.pdf", "ann"]);
  assertEquals((await bob.transfers.blob(first))?.size, 100);
});

Deno.test("words that change nothing show nothing", async () => {
  const pair = await filePair();
  const { ann, bob } = pair;
  offer(bob, "once");
  let changes = -1;
  const unsubscribe = bob.lines.subscribe(() => void changes++);
  for (let i = 0; i < 100; i++) offer(bob, "once");
  assertEquals(changes, 0);
  unsubscribe();

  // All has been sent, and the other side says over and over that it has it.
  ann.transfers.offer([file(100)]);
  const id = ann.line?.offerId ?? "";
  ann.transfers.hear({ type: "accept", id, stream: 7, at: 0 });
  await turn();
  const done = { received: 100, stored: 100 };
  const frame = encodeFrame({ kind: "progress", stream: 7, ...done });
  assert(ann.transfers.frame(frame.buffer));
  assertEquals(ann.stage, "checking");
  assertEquals(ann.transfers.frame(frame.buffer), false, "counts as unasked");
});
