import { assert, assertEquals } from "@std/assert";
import { createFileSharing } from "../../call/file_sharing.ts";
import type { Transfers } from "../../call/files/transfers.ts";

/** Transfers that only note what they are told. */
function fakeTransfers(told: unknown[]): Transfers {
  const note = (...what: unknown[]) => void told.push(...what);
  return {
    offer: note,
    accept: note,
    decline: note,
    cancel: note,
    saved: note,
    blob: () => Promise.resolve(null),
    hear: note,
    frame: () => true,
    drained: () => note("drained"),
    greet: () => note("greet"),
    cut: () => note("cut"),
    forget: () => note("forget"),
  };
}

const LINE = {
  say: () => true,
  whom: () => "bob",
  sendFrame: () => true,
  frameBacklog: () => 0,
};

const word = (id: string) => ({ type: "file" as const, word: id });

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

Deno.test("createFileSharing() loads nothing before there is a file, and hands over in order", async () => {
  const told: unknown[] = [];
  let loads = 0;
  const files = createFileSharing(LINE, () => {
    loads++;
    return Promise.resolve(fakeTransfers(told));
  });
  files.greet?.();
  files.cut?.();
  files.hear({ type: "bye" });
  assertEquals(files.frame(new ArrayBuffer(9)), false);
  assertEquals(loads, 0);
  for (const id of ["1", "2", "3"]) files.hear(word(id));
  await settle();
  assertEquals([loads, told], [1, ["1", "2", "3"]]);
  files.greet?.();
  files.cut?.();
  files.forget?.();
  files.drained();
  assertEquals(told.slice(3), ["greet", "cut", "forget", "drained"]);
  assert(files.frame(new ArrayBuffer(9)));
});

/** Transfers that come when the test lets them. */
function lateFiles(told: unknown[]) {
  const coming = Promise.withResolvers<Transfers>();
  const files = createFileSharing(LINE, () => coming.promise);
  void files.transfers();
  return {
    files,
    async come() {
      coming.resolve(fakeTransfers(told));
      await settle();
    },
  };
}

Deno.test("transfers() that come late greet whom one is connected to, before they hear of them", async () => {
  const told: unknown[] = [];
  const { files, come } = lateFiles(told);
  files.greet?.();
  files.hear(word("their offer"));
  files.drained();
  assertEquals(files.frame(new ArrayBuffer(9)), false);
  await come();
  assertEquals(told, ["greet", "their offer"]);
});

Deno.test("transfers() that come during a break greet when it is over", async () => {
  const told: unknown[] = [];
  const { files, come } = lateFiles(told);
  files.greet?.();
  files.cut?.();
  await come();
  assertEquals(told, []);
  files.greet?.();
  assertEquals(told, ["greet"]);
});

Deno.test("transfers() that come late know that somebody else has come", async () => {
  const told: unknown[] = [];
  const { files, come } = lateFiles(told);
  files.cut?.();
  files.forget?.();
  files.greet?.();
  await come();
  assertEquals(told, ["forget", "greet"]);
});

/** Transfers that load only while the test is online. */
function offlineFiles(told: unknown[]) {
  const network = { online: false };
  const files = createFileSharing(
    LINE,
    () =>
      network.online
        ? Promise.resolve(fakeTransfers(told))
        : Promise.reject(new TypeError("offline")),
  );
  return { files, network };
}

Deno.test("hear() keeps what it heard until the transfers are loaded", async () => {
  const told: unknown[] = [];
  const { files, network } = offlineFiles(told);
  files.hear(word("their offer"));
  await settle();
  network.online = true;
  files.hear(word("another"));
  await settle();
  assertEquals(told, ["their offer", "another"]);
});

Deno.test("offer() keeps files until the transfers are loaded, and says that they wait", async () => {
  const told: unknown[] = [];
  const { files, network } = offlineFiles(told);
  const [one, other] = [new File([], "one"), new File([], "other")];
  files.greet?.();
  files.offer([one]);
  assertEquals(files.stuck.value, false);
  await settle();
  assertEquals([files.stuck.value, told], [true, []]);
  network.online = true;
  files.offer([other]);
  await settle();
  assertEquals(told, ["greet", [one, other]]);
  assertEquals(files.stuck.value, false);
});

Deno.test("offer() offers nothing to somebody else than whom it was for", async () => {
  const told: unknown[] = [];
  const { files, network } = offlineFiles(told);
  files.offer([new File([], "for bob")]);
  await settle();
  files.forget?.();
  assertEquals(files.stuck.value, false);
  network.online = true;
  await files.transfers();
  assertEquals(told, ["forget"]);
});

Deno.test("hear() takes no word for another person's who came while transfers were loaded", async () => {
  const told: unknown[] = [];
  const coming = Promise.withResolvers<Transfers>();
  let whom = "ann";
  const line = { ...LINE, whom: () => whom };
  const files = createFileSharing(line, () => coming.promise);
  files.hear(word("of ann"));
  whom = "eve";
  files.hear(word("of eve"));
  coming.resolve(fakeTransfers(told));
  await settle();
  assertEquals(told, ["of eve"]);
});
