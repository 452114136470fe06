/**
 * Owner of one kind's device, from one release to the next: starts it, changes
 * it for another, and replaces it when it ends by itself.
 *
 * @module
 */
import type { Clock } from "../../signalling/clock.ts";
import {
  constraints,
  type DeviceInUse,
  isBack,
  isPhoneCamera,
  preferring,
  problemNow,
  prospects,
  recognized,
} from "./device_choice.ts";
import { DeviceFailures, isDenial, mediaProblem } from "./device_failures.ts";
import type { DeviceList, MediaDevicesPort } from "./device_list.ts";
import { type Errand, Errands } from "./errands.ts";
import type {
  Capture,
  Device,
  DeviceKind,
  MediaProblem,
} from "./media_snapshot.ts";
import { watchMuted } from "./muted_track.ts";
import { constrain, keepingSize, uncrop } from "./uncropping.ts";
import { isProcessedSo, type Processing, processingOf } from "./processing.ts";

const TRACK = { microphone: "audio", camera: "video" } as const;

/** The other side is not told of a device that is replaced within this time, in milliseconds. */
export const REPLACE_WITHIN_MS = 5_000;

/** What a line works with. */
export interface LinePorts {
  readonly devices: Pick<MediaDevicesPort, "getUserMedia">;
  readonly list: DeviceList;
  readonly clock: Clock;
  /** What the page is shown of that kind now. */
  capture(kind: DeviceKind): Capture;
  /** What is to be done to sound and picture. */
  processing(): Processing;
  /** Shows a change. */
  show(kind: DeviceKind, change: Partial<Capture>): void;
}

/** Each generation has its own line; what a retired one still brings is stopped. */
export class DeviceLine implements DeviceInUse {
  readonly kind: DeviceKind;
  readonly failures = new DeviceFailures();
  deviceId: string | null = null;
  readonly #ports: LinePorts;
  readonly #errands = new Errands((errand) => this.#do(errand));
  #takenAtMs = 0;
  /** A muted microphone is missed when it goes: unmuting must be instant. */
  #held = false;
  #retired = false;
  #cancelWait = () => {};
  #muting: Disposable | null = null;

  constructor(kind: DeviceKind, ports: LinePorts) {
    this.kind = kind;
    this.#ports = ports;
  }

  /** Whether nothing is under way. */
  get isIdle(): boolean {
    return this.#errands.isIdle;
  }

  /** Wants the device, as the person asks for it. */
  start(): Promise<void> {
    return this.#errands.add({ type: "start", because: "asked" });
  }

  /** Wants the chosen device, if any is wanted now. */
  async change(): Promise<void> {
    if (!this.#isWanted) return;
    await this.#errands.add({ type: "switch", because: "asked" });
  }

  /** Waits for what was asked for both kinds at once, then does what is left. */
  startAfter(pair: Promise<void>): Promise<void> {
    return this.#errands.workAfter(pair);
  }

  /** Asks for this kind alone, where asking for both has failed. */
  startAlone(): void {
    this.#errands.suggest({ type: "start", because: "asked" });
  }

  /** The names are known: what was chosen on another visit may go by another id, or be away. */
  recognize(): void {
    const { chosen, track } = this.#capture;
    if (chosen === null) return;
    const found = recognized(this.kind, chosen, this.#ports.list.devices);
    if (found === undefined) {
      if (track === null || this.deviceId === chosen.id) return;
      const fallback = { from: chosen.label, to: track.label };
      return this.#show({ fallback });
    }
    const { id, label } = found;
    if (id !== chosen.id) this.#show({ chosen: { id, label } });
    if (track !== null && this.deviceId !== id && !this.#errands.isWaiting) {
      this.#errands.add({ type: "switch", because: "returned" });
    }
  }

  /** Has what is in use processed as is wanted now. */
  async process(): Promise<void> {
    const { track } = this.#capture;
    if (track === null || this.deviceId === null) return;
    const wish = keepingSize(track, this.#exactly(this.deviceId));
    const done = () =>
      isProcessedSo(
        processingOf(this.kind, this.#ports.processing()),
        track.getSettings(),
      );
    if (!done()) await constrain(track, wish, this.#ports.clock);
    // Chromium agrees to a change of sound, and makes none.
    const gone = this.#retired || this.#capture.track !== track;
    if (gone || this.#errands.isWaiting) return;
    if (done()) return this.#show({});
    await this.#errands.add({ type: "renew" });
  }

  /** The list has changed since `before`. */
  reconsider(before: readonly Device[]): void {
    if (this.#errands.isWaiting) return;
    if (this.#capture.track === null) {
      return void this.#errands.add({ type: "start", because: "changed" });
    }
    const { devices } = this.#ports.list, nowMs = this.#ports.clock.now();
    if (isBack(this, this.#capture, before, devices, nowMs)) {
      this.#errands.add({ type: "switch", because: "returned" });
    }
  }

  /** Uses its track of what was captured. */
  take(stream: MediaStream): void {
    const { on, track: before } = this.#capture;
    // Released, switched off, or another one chosen, while the browser was asking.
    const late = this.#retired || (this.kind === "camera" && !on) ||
      (before !== null && this.#errands.isOutdone);
    for (const track of stream.getTracks()) {
      if (track.kind !== TRACK[this.kind]) continue;
      if (late) track.stop();
      else this.#hold(track);
    }
  }

  /** Nothing could be had. */
  fail(problem: MediaProblem): void {
    this.#errands.answer();
    if (this.#isMissed) this.#settle({ problem, fallback: null });
  }

  /** Lets go of the track, light and all. */
  drop(change: Partial<Capture> = {}): void {
    const { track } = this.#capture;
    const none = { track: null, problem: null, fallback: null, refusal: null };
    this.#settle({ ...none, interrupted: false, ...change });
    track?.stop();
  }

  /** Another line follows: nothing more is started, and nothing shown. */
  retire(): void {
    this.#retired = true;
    this.#errands.close();
    this.#unwatch();
  }

  /** What to ask the browser for: the chosen device, if there is one. */
  get wish(): MediaTrackConstraints {
    const { devices } = this.#ports.list;
    return constraints(
      this.kind,
      preferring(this.kind, this.#capture.chosen, devices),
      this.#ports.processing(),
    );
  }

  #exactly(deviceId: string): MediaTrackConstraints {
    const { processing } = this.#ports;
    return constraints(this.kind, { exact: deviceId }, processing());
  }

  #do(errand: Errand): Promise<void> {
    switch (errand.type) {
      case "start":
        return this.#start(errand.because);
      case "switch":
        return this.#switch(errand.because === "asked");
      case "renew":
        return this.#renew();
    }
  }

  async #start(
    because: Extract<Errand, { type: "start" }>["because"],
  ): Promise<void> {
    if (!this.#isMissed) return;
    const { problem } = this.#capture;
    if (because === "asked") {
      this.failures.forgive();
      const refused = await this.#attempt(this.wish);
      if (refused !== null) return this.#replace(refused, true);
      // Names come with the permission.
      return void await this.#ports.list.read();
    }
    await this.#replace(problem ?? "ended");
  }

  /**
   * Tries what is listed, one after the other.
   *
   * @param otherwise The problem where there is nothing to try.
   * @param tried Whether the best was tried before.
   */
  async #replace(otherwise: MediaProblem, tried = false): Promise<void> {
    // What a person refused is not asked again by itself.
    if (isDenial(otherwise)) return this.fail(otherwise);
    const { list, clock } = this.#ports;
    const inputs = await list.read();
    if (inputs === null) return this.#startUnlisted(otherwise);
    const nowMs = clock.now();
    let problem = problemNow(this.kind, inputs, otherwise);
    const { chosen } = this.#capture;
    for (const id of prospects(this, chosen, inputs, tried, nowMs)) {
      if (!this.#isMissed) return;
      const refused = await this.#attemptExactly(id);
      if (refused === null) return;
      this.failures.note(id, clock.now());
      if (refused !== "missing") problem = refused;
      if (isDenial(refused)) break;
    }
    this.fail(problem);
  }

  /** The list does not answer: lets the browser pick, the chosen device if it can. */
  async #startUnlisted(otherwise: MediaProblem): Promise<void> {
    if (!this.#isMissed) return;
    const { clock, processing } = this.#ports, { deviceId: used } = this;
    const shunned = used && this.failures.isShunned(used, clock.now());
    // What ends again and again is left alone here too.
    if (shunned) return this.fail(otherwise);
    const id = this.#capture.chosen?.id ?? used;
    const refused = await this.#attempt(
      constraints(this.kind, id === null ? null : { ideal: id }, processing()),
    );
    if (refused === "missing") this.fail(otherwise);
    else if (refused !== null) this.fail(refused);
  }

  async #switch(asked: boolean): Promise<void> {
    const { chosen, track } = this.#capture;
    if (chosen === null || !this.#isWanted) return;
    if (track !== null && this.deviceId === chosen.id) return;
    let problem = await this.#attemptExactly(chosen.id);
    if (problem === "busy" && this.#isWanted && track && isPhoneCamera(track)) {
      this.#lose();
      track.stop();
      problem = await this.#attemptExactly(chosen.id);
    }
    if (problem === null || this.#errands.isOutdone) return;
    this.failures.note(chosen.id, this.#ports.clock.now());
    if (this.#isMissed) await this.#replace(problem, true);
    if (this.#retired || this.#capture.chosen !== chosen) return;
    // A refused device is not asked for again by itself: what is in use is the choice.
    if (isDenial(problem)) this.#chooseInUse();
    if (asked && this.#isWanted) {
      const refusal = { device: chosen.label, problem };
      this.#show({ refusal, deviceId: this.deviceId });
    }
  }

  /** Lets go first: beside a live capture, Chromium processes another of the same device as that one. */
  async #renew(): Promise<void> {
    const { track } = this.#capture, { deviceId } = this;
    if (track === null || deviceId === null || !this.#isWanted) return;
    this.#lose();
    track.stop();
    const problem = await this.#attemptExactly(deviceId);
    if (problem !== null) await this.#replace(problem, true);
  }

  #attemptExactly(deviceId: string): Promise<MediaProblem | null> {
    return this.#attempt(this.#exactly(deviceId));
  }

  /** @returns Why it brought nothing, or `null` where it did, or came too late to be wanted. */
  async #attempt(wish: MediaTrackConstraints): Promise<MediaProblem | null> {
    let stream: MediaStream;
    try {
      stream = await this.#ports.devices.getUserMedia({
        [TRACK[this.kind]]: wish,
      });
    } catch (error) {
      return mediaProblem(error);
    }
    this.take(stream);
    return null;
  }

  #hold(track: MediaStreamTrack): void {
    const { on, chosen, track: before } = this.#capture;
    track.enabled = this.kind === "camera" || on;
    track.addEventListener("ended", () => this.#ended(track));
    this.deviceId = track.getSettings().deviceId ?? null;
    this.#takenAtMs = this.#ports.clock.now();
    this.#held = true;
    // Before there are names, nobody knows whether the chosen one is away.
    const standsIn = chosen !== null && chosen.id !== this.deviceId &&
      !this.#errands.isOutdone && this.#ports.list.devices.length > 0;
    this.#settle({
      track,
      deviceId: this.deviceId,
      problem: null,
      fallback: standsIn ? { from: chosen.label, to: track.label } : null,
      refusal: null,
      interrupted: false,
    });
    this.#muting = watchMuted(
      track,
      this.#ports.clock,
      (interrupted) => this.#show({ interrupted }),
    );
    if (chosen === null) this.#chooseInUse();
    if (this.deviceId !== null) {
      const wish = this.#exactly(this.deviceId);
      void uncrop(track, wish, this.#ports.clock).then((changed) =>
        changed && this.#capture.track === track && this.#show({})
      );
    }
    // Last, so that the other side gets the new picture before the old one stops.
    before?.stop();
  }

  /** Fires only where the browser ended the track, not where we did. */
  #ended(track: MediaStreamTrack): void {
    if (this.#capture.track !== track) return;
    const nowMs = this.#ports.clock.now();
    if (this.deviceId !== null) {
      this.failures.note(this.deviceId, nowMs, nowMs - this.#takenAtMs);
    }
    this.#lose();
    this.#errands.add({ type: "start", because: "ended" });
  }

  #chooseInUse(): void {
    const { track } = this.#capture;
    if (track === null || this.deviceId === null) return;
    const chosen = { id: this.deviceId, label: track.label };
    this.#show({ chosen, fallback: null });
  }

  /** The track is gone and another on its way: nobody need be told for now. */
  #lose(): void {
    this.#unwatch();
    this.#cancelWait = this.#ports.clock.after(
      REPLACE_WITHIN_MS,
      () => this.#show({ replacing: false }),
    );
    this.#show({ track: null, interrupted: false, replacing: true });
  }

  /** Shows an outcome: nothing is expected any more. */
  #settle(change: Partial<Capture>): void {
    this.#unwatch();
    this.#show({ ...change, replacing: false });
  }

  /** Ends the wait for another track, and the watch over the one in use. */
  #unwatch(): void {
    this.#cancelWait();
    this.#muting?.[Symbol.dispose]();
  }

  get #isWanted(): boolean {
    return !this.#retired &&
      (this.#capture.on || (this.kind === "microphone" && this.#held));
  }

  get #isMissed(): boolean {
    return this.#isWanted && this.#capture.track === null;
  }

  get #capture(): Capture {
    return this.#ports.capture(this.kind);
  }

  #show(change: Partial<Capture>): void {
    this.#ports.show(this.kind, change);
  }
}
