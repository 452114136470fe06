/**
 * Owner of this tab's place in the call: its name for the other page, its claim
 * to a seat, and what its reload needs to be back.
 *
 * @module
 */
import type { CallAdapter } from "./adapter.ts";
import type { SeatClaim } from "./signalling/signalling_client.ts";
import type { Session } from "./storage/session.ts";

/** What the rest of the call would have a reload know. */
export type Remembered = Omit<Session, "tab" | "aliveAtMs" | "claim">;

/** What it needs of the call. */
export interface VisitPorts {
  readonly adapter: Pick<
    CallAdapter,
    | "clock"
    | "holdTab"
    | "loadSession"
    | "newId"
    | "releaseTab"
    | "remembersFiles"
    | "saveSession"
  >;
  /** Whether there is a call that a reload should find again. */
  isUnderWay(): boolean;
  remembered(): Remembered;
  /** A reload shall find the chat, or shall not any more. */
  keepChat(kept: boolean): void;
  /** Takes up what was remembered. */
  restore(session: Session): void;
  /** Another tab has taken the call over. */
  onTaken(): void;
}

/** What came of {@linkcode Visit.resume}. */
export type Resumed =
  | { readonly type: "nothing" }
  /** The call is open in another tab. */
  | { readonly type: "elsewhere" }
  /** It goes on here; `files`: some may have been under way. */
  | { readonly type: "ours"; readonly files: boolean };

/** Begins without a call. */
export class Visit {
  readonly #ports: VisitPorts;
  #tab: string | null = null;
  #claim: SeatClaim | null = null;

  constructor(ports: VisitPorts) {
    this.#ports = ports;
  }

  /** Names the tab; made with the first call, and kept over reloads. */
  get tab(): string {
    return this.#tab ??= this.#ports.adapter.newId();
  }

  get claim(): SeatClaim | null {
    return this.#claim;
  }

  /** The server says what the seat is. */
  seated(claim: SeatClaim): void {
    this.#claim = claim;
    this.remember();
  }

  /**
   * Makes the call this tab's, on the way to a seat.
   *
   * @param steal Takes it from another tab that may have it.
   */
  begin(steal: boolean): SeatClaim {
    const { adapter, onTaken } = this.#ports;
    void adapter.holdTab(this.tab, steal, onTaken);
    // Ours from the start: a reload before the answer must find its seat.
    this.#claim ??= { seat: 0, secret: adapter.newId() + adapter.newId() };
    this.remember();
    return this.#claim;
  }

  /** Keeps what a reload of this tab needs to be back in the call. */
  remember(): void {
    const { adapter, isUnderWay, remembered } = this.#ports;
    if (this.#tab === null || !isUnderWay()) return;
    adapter.saveSession({
      ...remembered(),
      tab: this.#tab,
      aliveAtMs: adapter.clock.wallNow(),
      claim: this.#claim,
    });
    this.#ports.keepChat(true);
  }

  /** Goes on with the call that this tab was in, if it was in one. */
  async resume(): Promise<Resumed> {
    const { adapter, restore, onTaken } = this.#ports;
    const session = adapter.loadSession();
    if (session === null) return { type: "nothing" };
    this.#tab = session.tab;
    this.#claim = session.claim;
    restore(session);
    const ours = await adapter.holdTab(session.tab, false, onTaken);
    return ours
      ? { type: "ours", files: adapter.remembersFiles(session.tab) }
      : { type: "elsewhere" };
  }

  /** The seat is given up: a reload begins anew. */
  forget(): void {
    this.#tab = this.#claim = null;
    this.#ports.adapter.saveSession(null);
    this.#ports.keepChat(false);
    this.#ports.adapter.releaseTab();
  }
}
