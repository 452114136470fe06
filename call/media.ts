/**
 * Owner of the local microphone and camera: asks for them, switches them,
 * replaces those that end by themselves, and lets go of them, light and all.
 *
 * @module
 */
import { type Clock, systemClock } from "../signalling/clock.ts";
import {
  type Capture,
  constraints,
  type Device,
  type DeviceKind,
  DeviceList,
  deviceOf,
  type Errand,
  isBack,
  isDenial,
  isPhoneCamera,
  type Line,
  type MediaDevicesPort,
  type MediaProblem,
  mediaProblem,
  type MediaSnapshot,
  newLines,
  NO_MEDIA,
  preferring,
  problemNow,
  prospects,
} from "./media_problem.ts";
export {
  type Capture,
  type Device,
  isOn,
  type MediaDevicesPort,
  type MediaSnapshot,
  NO_MEDIA,
} from "./media_problem.ts";

const KINDS: readonly DeviceKind[] = ["microphone", "camera"];
const TRACK = { microphone: "audio", camera: "video" } as const;

/** Captures for one page. */
export class LocalMedia {
  readonly #port: MediaDevicesPort;
  readonly #onChange: (snapshot: MediaSnapshot) => void;
  readonly #clock: Clock;
  readonly #list: DeviceList;
  #snapshot = NO_MEDIA;
  #lines = newLines();

  constructor(
    port: MediaDevicesPort,
    onChange: (snapshot: MediaSnapshot) => void,
    clock: Clock = systemClock,
  ) {
    this.#port = port;
    this.#onChange = onChange;
    this.#clock = clock;
    this.#list = new DeviceList(
      port,
      clock,
      (devices) => this.#set({ devices }),
      (before) => {
        for (const kind of KINDS) this.#reconsider(this.#lines[kind], before);
      },
    );
  }

  /**
   * Asks for what is wanted and not there, with one prompt where one is enough.
   * Never rejects: what could not be had is a `problem` of the snapshot.
   */
  async request(): Promise<void> {
    const lines = this.#lines;
    this.#list.open();
    this.#set({ requesting: true });
    const wanted = KINDS.map((kind) => lines[kind]).filter((line) =>
      this.#of(line).on && this.#of(line).track === null
    );
    if (wanted.length > 1 && wanted.every((line) => line.running === null)) {
      const pair = this.#capturePair(wanted);
      for (const line of wanted) line.running = this.#work(line, pair);
      await Promise.all(wanted.map((line) => line.running));
    } else {
      await Promise.all(wanted.map((line) => this.#ask(line)));
    }
    if (lines !== this.#lines) return;
    await this.#list.read();
    if (lines === this.#lines) this.#set({ requesting: false });
  }

  /** Mutes at once and keeps the device, or unmutes. */
  async setMicrophone(on: boolean): Promise<void> {
    const { track } = this.#snapshot.microphone;
    if (track !== null) track.enabled = on;
    this.#setKind("microphone", { on });
    if (on && track === null) await this.#ask(this.#lines.microphone);
  }

  /** Stops the camera, so that its light goes off, or starts it. */
  async setCamera(on: boolean): Promise<void> {
    if (!on) return this.#drop("camera", { on });
    this.#setKind("camera", { on });
    const line = this.#lines.camera;
    if (this.#of(line).track === null) await this.#ask(line);
  }

  /**
   * Changes to another device; the one before goes on until then, and also
   * where the other can't be had. Remembered while there is nothing to change.
   */
  async useDevice(kind: DeviceKind, deviceId: string): Promise<void> {
    const line = this.#lines[kind];
    const label = deviceOf(kind, deviceId, this.#list.devices)?.label ?? "";
    const chosen = { id: deviceId, label };
    this.#setKind(kind, { chosen, deviceId, fallback: null, refusal: null });
    if (!this.#isWanted(line)) return;
    await this.#enqueue(line, { type: "switch", because: "asked" });
  }

  /** Stops everything. What the person wanted and chose is kept for the next request. */
  release(): void {
    this.#lines = newLines();
    this.#list.close();
    for (const kind of KINDS) this.#drop(kind);
    this.#set({ requesting: false });
  }

  #ask(line: Line): Promise<void> {
    return this.#enqueue(line, { type: "start", because: "asked" });
  }

  #enqueue(line: Line, errand: Errand): Promise<void> {
    line.next = errand;
    return line.running ??= this.#work(line);
  }

  /** Runs errands until none is left, after what comes `first`. */
  async #work(line: Line, first?: Promise<void>): Promise<void> {
    try {
      await first;
      while (line.next !== null && this.#isCurrent(line)) {
        const { type, because } = line.next;
        line.next = null;
        if (type === "switch") await this.#switch(line, because === "asked");
        else if (this.#isMissed(line)) await this.#start(line, because);
      }
    } finally {
      line.running = null;
    }
  }

  async #capturePair(lines: readonly Line[]): Promise<void> {
    let stream: MediaStream;
    try {
      stream = await this.#port.getUserMedia({
        audio: constraints("microphone", this.#preferred("microphone")),
        video: constraints("camera", this.#preferred("camera")),
      });
    } catch (error) {
      const problem = mediaProblem(error);
      // One missing device must not cost the other; one refusal is refused once.
      const again = await this.#worthAsking(problem);
      for (const line of lines) {
        if (!again) this.#fail(line, problem);
        else line.next ??= { type: "start", because: "asked" };
      }
      return;
    }
    for (const line of lines) this.#take(line, stream);
  }

  /** After a refused pair, whether asking one by one can bring one without another prompt. */
  async #worthAsking(problem: MediaProblem): Promise<boolean> {
    if (problem !== "denied") return problem !== "denied-by-system";
    try {
      const names = ["microphone", "camera"] as const;
      const states = await Promise.all(
        names.map((name) =>
          navigator.permissions.query({ name: name as PermissionName })
        ),
      );
      return states.some(({ state }) => state === "granted");
    } catch {
      return false;
    }
  }

  async #start(line: Line, because: Errand["because"]): Promise<void> {
    const { problem } = this.#of(line);
    if (because === "asked") {
      line.failures.forgive();
      const refused = await this.#attempt(line, this.#preferred(line.kind));
      if (refused !== null) return this.#replace(line, refused, true);
      // Names come with the permission.
      return void await this.#list.read();
    }
    await this.#replace(line, problem ?? "ended");
  }

  /**
   * Tries what is listed, one after the other.
   *
   * @param otherwise The problem where there is nothing to try.
   * @param tried Whether the best was tried before.
   */
  async #replace(
    line: Line,
    otherwise: MediaProblem,
    tried = false,
  ): Promise<void> {
    // What a person refused is not asked again by itself.
    if (isDenial(otherwise)) return this.#fail(line, otherwise);
    const inputs = await this.#list.read();
    const nowMs = this.#clock.now();
    let problem = problemNow(line.kind, inputs, otherwise);
    const { chosen } = this.#of(line);
    for (const id of prospects(line, chosen, inputs, tried, nowMs)) {
      if (!this.#isMissed(line)) return;
      const refused = await this.#attempt(line, { exact: id });
      if (refused === null) return;
      line.failures.note(id, this.#clock.now());
      if (refused !== "missing") problem = refused;
      if (isDenial(refused)) break;
    }
    this.#fail(line, problem);
  }

  async #switch(line: Line, asked: boolean): Promise<void> {
    const { chosen, track } = this.#of(line);
    if (chosen === null || !this.#isWanted(line)) return;
    if (track !== null && line.deviceId === chosen.id) return;
    let problem = await this.#attempt(line, { exact: chosen.id });
    if (problem === "busy" && track !== null && isPhoneCamera(track)) {
      this.#drop(line.kind);
      problem = await this.#attempt(line, { exact: chosen.id });
    }
    if (problem === null || line.isOutdone) return;
    line.failures.note(chosen.id, this.#clock.now());
    if (this.#isMissed(line)) await this.#replace(line, problem, true);
    if (!this.#isCurrent(line) || this.#of(line).chosen !== chosen) return;
    // A refused device is not asked for again by itself: what is in use is the choice.
    if (isDenial(problem)) this.#chooseInUse(line);
    if (asked && this.#isWanted(line)) {
      const refusal = { device: chosen.label, problem };
      this.#setKind(line.kind, { refusal, deviceId: line.deviceId });
    }
  }

  /** @returns Why it brought nothing, or `null` where it did, or came too late to be wanted. */
  async #attempt(
    line: Line,
    deviceId: ConstrainDOMStringParameters | null,
  ): Promise<MediaProblem | null> {
    let stream: MediaStream;
    try {
      stream = await this.#port.getUserMedia({
        [TRACK[line.kind]]: constraints(line.kind, deviceId),
      });
    } catch (error) {
      return mediaProblem(error);
    }
    this.#take(line, stream);
    return null;
  }

  #take(line: Line, stream: MediaStream): void {
    const { on, track: before } = this.#of(line);
    // Released, switched off, or another one chosen, while the browser was asking.
    const late = !this.#isCurrent(line) || (line.kind === "camera" && !on) ||
      (before !== null && line.isOutdone);
    for (const track of stream.getTracks()) {
      if (track.kind !== TRACK[line.kind]) continue;
      if (late) track.stop();
      else this.#hold(line, track);
    }
  }

  #hold(line: Line, track: MediaStreamTrack): void {
    const { kind } = line;
    const { on, chosen, track: before } = this.#of(line);
    track.enabled = kind === "camera" || on;
    track.addEventListener("ended", () => this.#ended(line, track));
    for (const type of ["mute", "unmute"]) {
      track.addEventListener(type, () => {
        if (this.#of(line).track !== track) return;
        this.#setKind(kind, { interrupted: track.muted });
      });
    }
    const deviceId = track.getSettings().deviceId ?? null;
    line.took(deviceId, this.#clock.now());
    const standsIn = chosen !== null && chosen.id !== deviceId &&
      !line.isOutdone;
    this.#setKind(kind, {
      track,
      deviceId,
      problem: null,
      fallback: standsIn ? { from: chosen.label, to: track.label } : null,
      refusal: null,
      interrupted: track.muted,
    });
    if (chosen === null) this.#chooseInUse(line);
    // Last, so that the other side gets the new picture before the old one stops.
    before?.stop();
  }

  #chooseInUse(line: Line): void {
    const { track } = this.#of(line);
    if (track === null || line.deviceId === null) return;
    const chosen = { id: line.deviceId, label: track.label };
    this.#setKind(line.kind, { chosen, fallback: null });
  }

  /** Fires only where the browser ended the track, not where we did. */
  #ended(line: Line, track: MediaStreamTrack): void {
    if (this.#of(line).track !== track) return;
    line.ended(this.#clock.now());
    this.#setKind(line.kind, { track: null, interrupted: false });
    this.#enqueue(line, { type: "start", because: "ended" });
  }

  #fail(line: Line, problem: MediaProblem): void {
    // Who has asked meanwhile has the answer too.
    if (line.next?.type === "start" && line.next.because === "asked") {
      line.next = null;
    }
    if (!this.#isMissed(line)) return;
    this.#setKind(line.kind, { problem, fallback: null });
  }

  #drop(kind: DeviceKind, change: Partial<Capture> = {}): void {
    const { track } = this.#snapshot[kind];
    const none = { track: null, problem: null, fallback: null, refusal: null };
    this.#setKind(kind, { ...none, interrupted: false, ...change });
    track?.stop();
  }

  #reconsider(line: Line, before: readonly Device[]): void {
    if (line.next !== null) return;
    if (this.#of(line).track === null) {
      return void this.#enqueue(line, { type: "start", because: "changed" });
    }
    const { devices } = this.#list, nowMs = this.#clock.now();
    if (isBack(line, this.#of(line), before, devices, nowMs)) {
      this.#enqueue(line, { type: "switch", because: "returned" });
    }
  }

  #preferred(kind: DeviceKind): ConstrainDOMStringParameters | null {
    return preferring(kind, this.#snapshot[kind].chosen, this.#list.devices);
  }

  #isCurrent(line: Line): boolean {
    return this.#lines[line.kind] === line;
  }

  #isWanted(line: Line): boolean {
    return this.#isCurrent(line) &&
      (this.#of(line).on || (line.kind === "microphone" && line.held));
  }

  #isMissed(line: Line): boolean {
    return this.#isWanted(line) && this.#of(line).track === null;
  }

  #of(line: Line): Capture {
    return this.#snapshot[line.kind];
  }

  #setKind(kind: DeviceKind, change: Partial<Capture>): void {
    this.#set({ [kind]: { ...this.#snapshot[kind], ...change } });
  }

  #set(change: Partial<MediaSnapshot>): void {
    this.#snapshot = { ...this.#snapshot, ...change };
    this.#onChange(this.#snapshot);
  }
}
