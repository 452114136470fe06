/** What the browser says of permissions, where it says anything. @module */
import { answerWithin, type Clock } from "../../signalling/clock.ts";
import { DEVICES_ANSWER_WITHIN_MS } from "./device_failures.ts";
import type { DeviceKind } from "./media_snapshot.ts";

/** The slice of `Permissions` that is used; some browsers have none. */
export type PermissionsPort = Pick<Permissions, "query">;

const KINDS: readonly DeviceKind[] = ["microphone", "camera"];

/** Whether the page may use one of the two devices without asking, as far as the browser says. */
export async function isEitherGranted(
  permissions: PermissionsPort | undefined,
  clock: Clock,
): Promise<boolean> {
  if (permissions === undefined) return false;
  const answers = await Promise.all(
    KINDS.map((name) =>
      answerWithin(
        DEVICES_ANSWER_WITHIN_MS,
        () => permissions.query({ name }),
        clock,
      )
    ),
  );
  return answers.some((answer) => answer?.state === "granted");
}

/** Owner of the listeners for permissions that the person gives in the browser's own menus. */
export class PermissionWatch {
  readonly #port: PermissionsPort | undefined;
  readonly #onGranted: (kind: DeviceKind) => void;
  #stop: AbortController | null = null;

  constructor(
    port: PermissionsPort | undefined,
    onGranted: (kind: DeviceKind) => void,
  ) {
    this.#port = port;
    this.#onGranted = onGranted;
  }

  /** Listens, where the browser tells; once, however often it is asked to. */
  async open(): Promise<void> {
    if (this.#port === undefined || this.#stop !== null) return;
    const { signal } = this.#stop = new AbortController();
    // Each by itself: one that is never answered must not keep the other.
    await Promise.all(KINDS.map((name) => this.#watch(name, signal)));
  }

  async #watch(name: DeviceKind, signal: AbortSignal): Promise<void> {
    try {
      const status = await this.#port?.query({ name });
      status?.addEventListener("change", () => {
        if (status.state === "granted") this.#onGranted(name);
      }, { signal });
    } catch {
      // A browser that has no such permission: there is a button to try again.
    }
  }

  /** Listens no more. */
  close(): void {
    this.#stop?.abort();
    this.#stop = null;
  }
}
