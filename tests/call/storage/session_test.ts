import { assertEquals } from "@std/assert";
import {
  loadSession,
  saveSession,
  type Session,
} from "../../../call/storage/session.ts";
import { SESSION_LIFE_MS } from "../../../call/storage/session_sweep.ts";

const SESSION: Session = {
  tab: "tab",
  aliveAtMs: 1_000_000,
  claim: { seat: 1, secret: "secret", epoch: 3 },
  verified: "certificate",
  pair: { fingerprint: "certificate", secrets: ["secret"] },
  admission: { letIn: "certificate", arriving: false },
  microphone: false,
  camera: true,
  raisedFor: "p",
  talk: { talkedMs: 5_000, sinceMs: 990_000, name: "Sam" },
};

/** Storage that keeps, or one that a browser forbids. */
function storage(allowed = true) {
  const kept = new Map<string, string>();
  return () => {
    if (!allowed) throw new DOMException("no", "SecurityError");
    return {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
      removeItem: (key: string) => void kept.delete(key),
    };
  };
}

Deno.test("loadSession() gives back what was kept for the room, while a seat is held", () => {
  const kept = storage();
  saveSession(kept, "standup", SESSION);
  const { aliveAtMs } = SESSION;
  assertEquals(loadSession(kept, "standup", aliveAtMs + 5), SESSION);
  assertEquals(loadSession(kept, "other", aliveAtMs + 5), null);
  const late = aliveAtMs + SESSION_LIFE_MS + 1;
  assertEquals(loadSession(kept, "standup", late), null);
  // The clock may have been set right since, in either direction.
  assertEquals(loadSession(kept, "standup", aliveAtMs - 3_000), SESSION);
  const early = aliveAtMs - SESSION_LIFE_MS - 1;
  assertEquals(loadSession(kept, "standup", early), null);
});

Deno.test("saveSession() forgets when there is nothing to keep", () => {
  const kept = storage();
  saveSession(kept, "standup", SESSION);
  saveSession(kept, "standup", null);
  assertEquals(loadSession(kept, "standup", SESSION.aliveAtMs), null);
});

Deno.test("loadSession() survives nonsense, and storage that is forbidden", () => {
  const nonsense = () => ({
    getItem: () => '{"tab":1}',
    setItem: () => {},
    removeItem: () => {},
  });
  assertEquals(loadSession(nonsense, "standup", 0), null);
  const forbidden = storage(false);
  saveSession(forbidden, "standup", SESSION);
  assertEquals(loadSession(forbidden, "standup", SESSION.aliveAtMs), null);
});
