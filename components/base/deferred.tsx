/** Components that are loaded when they are first needed. @module */
import type { ComponentType, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";
import { loadCode } from "../../call/load_code.ts";
import { PART_UNREACHED } from "../words/unreached.ts";

/** After so long a part that did not come is asked for again, in milliseconds. */
const AGAIN_AFTER_MS = 2_000;

/** A component whose code comes later than the page. */
export interface Deferred<Props> {
  (props: Props): VNode | null;
  /** Loads ahead of need: once two people talk, the server may be away. */
  preload(): Promise<void>;
  /** Whether it is here already. */
  isHere(): boolean;
}

/**
 * Stands in for a component until its code is there, and where it does not come
 * says so and tries again, by itself or with a click.
 *
 * @param load See {@linkcode loadCode}.
 * @param pick The component in what was loaded.
 * @param options.quiet Nobody has asked for it: where it does not come, nothing is said.
 */
export function deferred<Code, Props extends object>(
  load: () => Promise<Code>,
  pick: (code: Code) => ComponentType<Props>,
  { quiet = false }: { quiet?: boolean } = {},
): Deferred<Props> {
  let loaded: ComponentType<Props> | null = null;
  let loading: Promise<void> | null = null;

  function preload(): Promise<void> {
    return loading ??= loadCode(load).then(
      (code) => void (loaded = pick(code)),
      (error) => {
        loading = null;
        throw error;
      },
    );
  }

  function Deferred(props: Props): VNode | null {
    const [attempt, setAttempt] = useState(0);
    const [missing, setMissing] = useState(false);
    const [, setLoaded] = useState(loaded !== null);
    useEffect(() => {
      let shown = true;
      let timer: ReturnType<typeof setTimeout> | undefined;
      preload().then(
        () => shown && setLoaded(true),
        () => {
          if (!shown) return;
          setMissing(true);
          timer = setTimeout(() => setAttempt(attempt + 1), AGAIN_AFTER_MS);
        },
      );
      return () => {
        shown = false;
        clearTimeout(timer);
      };
    }, [attempt]);
    const Component = loaded;
    if (Component !== null) return <Component {...props} />;
    if (!missing || quiet) return null;
    return (
      <div role="alert" class="grid content-start justify-items-start gap-3">
        <p>{PART_UNREACHED}</p>
        <button
          type="button"
          class="button-quiet"
          onClick={() =>
            setAttempt(attempt + 1)}
        >
          Try again
        </button>
      </div>
    );
  }

  return Object.assign(Deferred, { preload, isHere: () => loaded !== null });
}
