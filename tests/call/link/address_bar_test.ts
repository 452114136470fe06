import { assertEquals } from "@std/assert";
import { readLink } from "../../../call/link/call_link.ts";
import {
  forgetLink,
  hideLink,
  keepLink,
  readAddress,
  showFragment,
} from "../../../call/link/address_bar.ts";

const ORIGIN = "https://duet.example";

function tab(pathname: string, hash = "", allowed = true) {
  const kept = new Map<string, string>();
  const shown: string[] = [];
  return {
    shown,
    location: { pathname, hash },
    history: {
      state: null as unknown,
      replaceState(
        data: unknown,
        _unused: string,
        url?: string | URL | null,
      ) {
        // As a browser does: another origin is refused.
        const { origin } = new URL(String(url), `${ORIGIN}${pathname}`);
        if (origin !== ORIGIN) throw new DOMException("no", "SecurityError");
        this.state = data;
        shown.push(String(url));
      },
    },
    kept,
    storage: () => {
      if (!allowed) throw new DOMException("no", "SecurityError");
      return {
        getItem: (key: string) => kept.get(key) ?? null,
        setItem: (key: string, value: string) => void kept.set(key, value),
        removeItem: (key: string) => void kept.delete(key),
      };
    },
  };
}

Deno.test("readAddress() reads the secret after the #", () => {
  const page = tab("/room/standup", "#1.secret");
  assertEquals(readAddress(page, "standup"), {
    room: "standup",
    fragment: "1.secret",
    mangled: false,
  });
  assertEquals(page.shown, []);
});

Deno.test("showFragment() takes what a program has added out of the address", () => {
  const page = tab("/room/standup", "#1.secret)");
  showFragment(page, "standup", "1.secret");
  assertEquals(page.shown, ["/room/standup#1.secret"]);
  for (const hash of ["", "#1.secret"]) {
    const right = tab("/room/standup", hash);
    showFragment(right, "standup", "1.secret");
    assertEquals(right.shown, []);
  }
});

Deno.test("readAddress() mends a # that was escaped, and says so", () => {
  for (const escape of ["%23", "%2523", "%252523"]) {
    const page = tab(`/room/standup${escape}1.secret`);
    assertEquals(readAddress(page, "standup"), {
      room: "standup",
      fragment: "1.secret",
      mangled: true,
    });
    assertEquals(page.shown, ["/room/standup#1.secret"]);
  }
});

Deno.test("readAddress() mends it in every spelling of the path that a server takes for the room", () => {
  for (
    const pathname of [
      "//room/standup%231.secret",
      "///room//standup%231.secret",
      "/room//standup%25231.secret",
      "/room/standup/%231.secret",
      "//room/standup%231.secret/",
      "/room/Stand%20Up%231.secret",
    ]
  ) {
    const page = tab(pathname);
    assertEquals(readAddress(page, "standup"), {
      room: "standup",
      fragment: "1.secret",
      mangled: true,
    }, pathname);
    assertEquals(page.shown, ["/room/standup#1.secret"], pathname);
  }
});

Deno.test("readAddress() escapes the name of a room in its address", () => {
  const page = tab("//room/k%C3%BCche%231.secret");
  readAddress(page, "küche");
  assertEquals(page.shown, ["/room/k%C3%BCche#1.secret"]);
});

Deno.test("hideLink() takes the secret away from under a path with two slashes, too", () => {
  const page = tab("//room/standup", "#1.secret");
  assertEquals(hideLink(page, "standup", "1.secret", 5), true);
  assertEquals(page.shown, ["/room/standup"]);
});

Deno.test("hideLink() takes the secret away, and a reload still finds it", () => {
  const page = tab("/room/standup", "#1.secret");
  assertEquals(hideLink(page, "standup", "1.secret", 5), true);
  assertEquals(page.shown, ["/room/standup"]);
  page.location.hash = "";
  assertEquals(readAddress(page, "standup").fragment, "1.secret");
  assertEquals(readAddress(page, "other").fragment, "");
});

Deno.test("hideLink() leaves the secret where the tab could not keep it", () => {
  const page = tab("/room/standup", "#1.secret", false);
  assertEquals(hideLink(page, "standup", "1.secret", 5), false);
  assertEquals(page.shown, []);
  assertEquals(readAddress(page, "standup").fragment, "1.secret");
});

Deno.test("forgetLink() leaves nothing of the secret, and the page says that a piece is missing", async () => {
  const page = tab("/room/standup", "#1.secret");
  hideLink(page, "standup", "1.secret", 5);
  page.location.hash = "";
  forgetLink(page, "standup");
  assertEquals([...page.kept], []);
  // Never a named room that happens to have this name.
  const address = readAddress(page, "standup");
  assertEquals(await readLink(address), "link-truncated");
});

Deno.test("keepLink() has a reload find the link of a call that goes on", () => {
  const page = tab("/room/standup");
  assertEquals(keepLink(page, "standup", "1.secret", 5), true);
  assertEquals(readAddress(page, "standup").fragment, "1.secret");
});

Deno.test("readAddress() survives nonsense in storage", () => {
  for (const text of ["1.secret", "null", "[]", '{"fragment":5}']) {
    const page = tab("/room/standup");
    page.kept.set("duet.link.1 standup", text);
    assertEquals(readAddress(page, "standup").fragment, "");
  }
});
