/**
 * A world in which one port fails: it throws, rejects where it answers later, or
 * cannot be let go of.
 *
 * @module
 */
import type {
  CallAdapter,
  MediaPort,
  PeerPort,
  ScreenPort,
} from "../../call/adapter.ts";
import type { SignallingPort } from "../../call/signalling/late_signalling.ts";
import type { FakeWorld } from "./fake_adapter.ts";

/** How a port fails. */
export type Way = "throws" | "rejects" | "is not disposed of";
type Ways<Ports> = Readonly<Record<keyof Ports, readonly Way[]>>;

const THROWS: readonly Way[] = ["throws"];
const REJECTS: readonly Way[] = ["rejects"];
const WATCHES: readonly Way[] = ["throws", "is not disposed of"];

const ADAPTER: Ways<CallAdapter> = {
  prepare: REJECTS,
  hideLink: THROWS,
  forgetLink: THROWS,
  media: THROWS,
  screen: THROWS,
  signalling: THROWS,
  look: WATCHES,
  peerConnection: ["throws", "rejects"],
  meter: WATCHES,
  watchWaking: WATCHES,
  watchHiding: WATCHES,
  holdTab: REJECTS,
  releaseTab: THROWS,
  loadSession: THROWS,
  saveSession: THROWS,
  chat: ["throws", "rejects"],
  remembersFiles: THROWS,
  fileTransfers: REJECTS,
  // Its own methods fail below.
  clock: [],
  newId: THROWS,
  loadPreferences: THROWS,
  savePreferences: THROWS,
};
const MEDIA: Ways<MediaPort> = {
  restore: THROWS,
  request: REJECTS,
  release: THROWS,
  decline: THROWS,
  setMicrophone: REJECTS,
  setCamera: REJECTS,
  useDevice: REJECTS,
  setProcessing: REJECTS,
};
const SCREEN: Ways<ScreenPort> = { start: REJECTS, stop: THROWS };
const SIGNALLING: Ways<SignallingPort> = {
  open: REJECTS,
  send: THROWS,
  introduce: REJECTS,
  lock: THROWS,
  release: THROWS,
  probe: THROWS,
  close: THROWS,
  peer: THROWS,
  startPair: THROWS,
  dismiss: THROWS,
  relayOnly: THROWS,
  wishes: THROWS,
};
const PEER: Ways<PeerPort> = {
  useIceServers: THROWS,
  negotiate: THROWS,
  isForeign: THROWS,
  receive: THROWS,
  sayAgain: THROWS,
  setTracks: THROWS,
  say: THROWS,
  sendFrame: THROWS,
  frameBacklog: THROWS,
  restartIce: THROWS,
  doubt: THROWS,
  askRestart: THROWS,
  askRebuild: THROWS,
  isCurrent: THROWS,
  close: THROWS,
};
const CLOCK: Ways<CallAdapter["clock"]> = {
  now: THROWS,
  wallNow: THROWS,
  after: THROWS,
};

const OWNERS = {
  adapter: ADAPTER,
  media: MEDIA,
  screen: SCREEN,
  signalling: SIGNALLING,
  peer: PEER,
  clock: CLOCK,
} as const;

/** One failure of one port. */
export interface Failure {
  readonly owner: keyof typeof OWNERS;
  readonly port: string;
  readonly way: Way;
  /** Whether only the first use fails. */
  readonly once: boolean;
}

/** Every port of the adapter and of what it makes, in each way that it can fail. */
export const FAILURES_OF_PORTS: readonly Failure[] = Object.entries(OWNERS)
  .flatMap(([owner, ways]) =>
    Object.entries<readonly Way[]>(ways).flatMap(([port, each]) =>
      each.flatMap((way) =>
        [false, true].map((once): Failure => ({
          owner: owner as Failure["owner"],
          port,
          way,
          once,
        }))
      )
    )
  );

/** A world with a failure, and how often that has happened. */
export interface FailingWorld {
  readonly adapter: CallAdapter;
  failed(): number;
}

/** Lets a port of this world fail. */
export function failingWorld(world: FakeWorld, failure: Failure): FailingWorld {
  let count = 0;
  const isDue = () => (!failure.once || count === 0) && ++count > 0;
  const injected = new Error("injected");

  /** @param fail Answers in place of the port, where that fails now. */
  function failing<Port extends object>(owner: Failure["owner"], port: Port) {
    const broken = failure.owner === owner ? failure.port : "";
    return new Proxy(port, {
      get(target, name): unknown {
        const value: unknown = Reflect.get(target, name, target);
        const isBroken = name === broken;
        if (typeof value !== "function") {
          if (isBroken && isDue()) throw injected;
          return name === "clock" ? failing("clock", world.clock) : value;
        }
        return (...given: unknown[]): unknown => {
          if (isBroken && failure.way !== "is not disposed of" && isDue()) {
            if (failure.way === "rejects") return Promise.reject(injected);
            throw injected;
          }
          const made: unknown = value.apply(target, given);
          return isBroken && failure.way === "is not disposed of"
            ? undisposable()
            : owner === "adapter"
            ? madeBy(name, made)
            : made;
        };
      },
    });
  }

  function undisposable(): Disposable {
    return {
      [Symbol.dispose]() {
        if (isDue()) throw injected;
      },
    };
  }

  function madeBy(name: string | symbol, made: unknown): unknown {
    if (typeof made !== "object" || made === null) return made;
    switch (name) {
      case "media":
      case "screen":
      case "signalling":
        return failing(name, made);
      case "peerConnection":
        return failing("peer", made);
      default:
        return made;
    }
  }

  return {
    adapter: failing<CallAdapter>("adapter", world),
    failed: () => count,
  };
}
