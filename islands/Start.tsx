import "../call/dispose_symbol.ts";
import { useEffect, useRef, useState } from "preact/hooks";
import { newRoomWords, parseRoomName } from "../call/link/room_name.ts";
import { useEarlyInput } from "../components/base/early_input.ts";
import { loadCode } from "../call/load_code.ts";
import { keepSessionsSwept } from "../components/base/keep_sessions_swept.ts";

function random(limit: number): number {
  // 2³² is so much larger than any list that the remainder is even enough.
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % limit;
}

function enter(room: string, fragment = ""): void {
  const hash = fragment && `#${fragment}`;
  location.assign(`/room/${encodeURIComponent(room)}${hash}`);
}

/** Loads it ahead; where it does not come, the click says so. */
function preload(): void {
  linkMaker().catch(() => {});
}

/** What makes private links: only one button needs it, so that loads it. */
function linkMaker(): Promise<typeof import("../call/link/call_link.ts")> {
  return loadCode(() => import("../call/link/call_link.ts"));
}

async function start(): Promise<void> {
  const words = newRoomWords(random);
  // Where there is no WebCrypto there is no call; its page says why.
  if (!globalThis.isSecureContext) return enter(words);
  const { newPrivateLink, SECRET_BYTES } = await linkMaker();
  const secret = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  const { room, fragment } = await newPrivateLink(words, secret);
  enter(room, fragment);
}

/**
 * Two ways into a call: a new room, or one by its name. State, not signals:
 * they would be a third of what this page loads.
 */
export default function Start() {
  const root = useRef<HTMLDivElement>(null);
  const name = useRef<HTMLInputElement>(null);
  const [unusable, setUnusable] = useState(false);
  const [unreached, setUnreached] = useState(false);
  useEffect(keepSessionsSwept, []);
  useEarlyInput(root);
  return (
    <div ref={root} class="contents">
      <button
        type="button"
        class="poster-lens button-primary button-large"
        // On the way to the button there is time for it.
        onPointerEnter={preload}
        onFocus={preload}
        onClick={() => {
          setUnreached(false);
          start().catch(() => setUnreached(true));
        }}
      >
        Start a call
      </button>
      <form
        class="poster-form grid gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          const room = parseRoomName(name.current?.value ?? "");
          setUnusable(room === null);
          setUnreached(false);
          if (room !== null) enter(room);
        }}
      >
        <label class="text-sm font-medium" for="room">
          Or join a room by its name
        </label>
        <div class="flex flex-wrap gap-2">
          <input
            id="room"
            class="field min-w-0 flex-1 basis-32"
            dir="auto"
            aria-label="Room name"
            placeholder="standup"
            autocomplete="off"
            autocapitalize="none"
            aria-invalid={unusable}
            ref={name}
          />
          <button type="submit" class="button-quiet">Join room</button>
        </div>
        <p role="status" class="text-sm font-semibold">
          {unusable && (
            <span>
              A room's name needs a letter, a digit or an emoji, and has 64
              characters at most.
            </span>
          )}
          {unreached && (
            <span>
              The server does not answer. Check your network, then try again.
            </span>
          )}
        </p>
      </form>
    </div>
  );
}
