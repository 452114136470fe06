import { assertEquals } from "@std/assert";
import { keepAwake } from "../../../call/stage/wake_lock.ts";

/** A page that is seen or not, and a screen that may be kept on. */
class FakePage extends EventTarget {
  visibilityState: DocumentVisibilityState = "visible";
  readonly #locks = new Set<object>();
  refuses = false;
  readonly wakeLock = {
    request: () => {
      if (this.refuses) {
        return Promise.reject(new DOMException("", "NotAllowedError"));
      }
      const lock = {
        release: () => Promise.resolve(void this.#locks.delete(lock)),
      };
      this.#locks.add(lock);
      return Promise.resolve(lock);
    },
  };
  get held(): number {
    return this.#locks.size;
  }
  become(state: DocumentVisibilityState) {
    this.visibilityState = state;
    // Browsers let go of the locks of hidden pages.
    if (state === "hidden") this.#locks.clear();
    this.dispatchEvent(new Event("visibilitychange"));
  }
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
}

Deno.test("keepAwake() holds the screen until it is disposed of", async () => {
  const page = new FakePage();
  const lock = keepAwake(page, page);
  await settle();
  assertEquals(page.held, 1);
  lock[Symbol.dispose]();
  await settle();
  assertEquals(page.held, 0);
  page.become("visible");
  await settle();
  assertEquals(page.held, 0);
});

Deno.test("keepAwake() asks again when the page is seen again", async () => {
  const page = new FakePage();
  keepAwake(page, page);
  await settle();
  page.become("hidden");
  await settle();
  assertEquals(page.held, 0);
  page.become("visible");
  await settle();
  assertEquals(page.held, 1);
});

Deno.test("keepAwake() lets go of a lock that comes too late", async () => {
  const page = new FakePage();
  keepAwake(page, page)[Symbol.dispose]();
  await settle();
  assertEquals(page.held, 0);
});

Deno.test("keepAwake() does without where there is none, or none is given", async () => {
  const page = new FakePage();
  keepAwake({}, page)[Symbol.dispose]();
  page.refuses = true;
  const lock = keepAwake(page, page);
  await settle();
  lock[Symbol.dispose]();
  assertEquals(page.held, 0);
});
