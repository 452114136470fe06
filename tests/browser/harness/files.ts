/**
 * Files for transfers, and what a browser saves of them.
 *
 * @module
 */
import { createHash } from "node:crypto";
import type { CallPage } from "./call_page.ts";
import { scratchFolder } from "./scratch.ts";
import { NotYet, PATIENCE_MS, until } from "./until.ts";

/** A file on the disk, gone with its disposal. */
export interface DiskFile extends Disposable {
  readonly path: string;
  readonly name: string;
  /** SHA-256 in hexadecimal. */
  readonly hash: string;
}

const MEBIBYTE = 1024 * 1024;

/** A file of noise: no part of it is like another. */
export function makeFile(name: string, sizeBytes: number): DiskFile {
  const folder = scratchFolder("file-");
  const path = `${folder.path}/${name}`;
  const hash = createHash("sha256");
  using file = Deno.openSync(path, { write: true, createNew: true });
  for (let left = sizeBytes; left > 0; left -= MEBIBYTE) {
    const part = noise(Math.min(left, MEBIBYTE));
    file.writeSync(part);
    hash.update(part);
  }
  return {
    path,
    name,
    hash: hash.digest("hex"),
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

function noise(sizeBytes: number): Uint8Array {
  const bytes = new Uint8Array(sizeBytes);
  for (let at = 0; at < sizeBytes; at += 65_536) {
    crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  }
  return bytes;
}

/** Chooses these files to send. */
export async function chooseFiles(
  who: CallPage,
  ...paths: string[]
): Promise<void> {
  await who.openChat();
  await who.seesEnabled("button", "Send files");
  const input = await who.page.$("input[type=file]");
  if (input === null) throw new Error("There is no way to choose a file");
  using picker = await input.toElement("input");
  await picker.uploadFile(...paths);
}

/** Where a browser saves what is downloaded. */
export interface Downloads extends Disposable {
  /** Clicks **Save** for a file, and waits until it is on the disk. */
  save(name: string): Promise<{ path: string; hash: string }>;
}

/** Has a page save without asking. */
export async function takeDownloads(who: CallPage): Promise<Downloads> {
  const folder = scratchFolder("downloads-");
  const session = await who.page.createCDPSession();
  const { targetInfo } = await session.send("Target.getTargetInfo");
  await session.send("Browser.setDownloadBehavior", {
    behavior: "allow",
    downloadPath: folder.path,
    ...(targetInfo.browserContextId &&
      { browserContextId: targetInfo.browserContextId }),
  });
  return {
    async save(name) {
      const path = `${folder.path}/${name}`;
      await who.click("link", `Save ${name}`);
      // It has its name when it is whole.
      await until(who.page, `${name} on the disk`, () => {
        try {
          return Promise.resolve(Deno.statSync(path));
        } catch {
          throw new NotYet("no such file");
        }
      });
      return { path, hash: hashOf(path) };
    },
    [Symbol.dispose]: () => folder[Symbol.dispose](),
  };
}

/** The text of the file that the page hands over when `act` is done. */
export async function downloadedText(
  { page }: CallPage,
  act: () => Promise<void>,
): Promise<string> {
  using folder = scratchFolder("download-");
  const client = await page.createCDPSession();
  await client.send("Browser.setDownloadBehavior", {
    behavior: "allowAndName",
    browserContextId: page.browserContext().id ?? "",
    downloadPath: folder.path,
    eventsEnabled: true,
  });
  const complete = new Promise<string>((resolve) =>
    client.on("Browser.downloadProgress", ({ guid, state }) => {
      if (state === "completed") resolve(guid);
    })
  );
  await act();
  const text = await Deno.readTextFile(`${folder.path}/${await complete}`);
  await client.detach();
  return text;
}

/** SHA-256 of a file on the disk, in hexadecimal. */
export function hashOf(path: string): string {
  const hash = createHash("sha256");
  using file = Deno.openSync(path);
  const buffer = new Uint8Array(MEBIBYTE);
  for (;;) {
    const read = file.readSync(buffer);
    if (read === null) return hash.digest("hex");
    hash.update(buffer.subarray(0, read));
  }
}

/** Waits for words on the card of a file. */
export async function fileSays(
  who: CallPage,
  name: string,
  words: RegExp,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  let last = "";
  await until(who.page, `${name}: ${words}`, async () => {
    last = await cardText(who, name);
    return words.test(last);
  }, patienceMs).catch((error) => {
    throw new Error(`The card says "${last}"`, { cause: error });
  });
}

/** What the card of a file says. */
export function cardText({ page }: CallPage, name: string): Promise<string> {
  return page.evaluate((name) => {
    const cards = document.querySelectorAll(`[role="log"] li`);
    for (const card of cards) {
      if (card.querySelector("bdi")?.textContent !== name) continue;
      return card instanceof HTMLElement ? card.innerText : "";
    }
    return "";
  }, name);
}

/** What the page keeps of files, as names of parts. */
export function keptFiles({ page }: CallPage): Promise<string[]> {
  return page.evaluate(async () => {
    const names: string[] = [];
    async function walk(folder: FileSystemDirectoryHandle) {
      for await (const handle of folder.values()) {
        if (handle.kind === "file") names.push(handle.name);
        else await walk(handle as FileSystemDirectoryHandle);
      }
    }
    await walk(await navigator.storage.getDirectory());
    return names;
  });
}
