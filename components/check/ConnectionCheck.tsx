import { useState } from "preact/hooks";
import {
  adviseOn,
  type Findings,
  WEIGHT,
} from "../../call/check/connection_check.ts";
import {
  ADVICE,
  type CheckLine,
  checkLines,
  reportText,
} from "../words/check.ts";
import { useCopy } from "../base/use_copy.ts";
import { Changing } from "../base/Changing.tsx";

/** What a connection check has found, and what one can do with it. */
export interface ConnectionCheckProps {
  findings: Findings;
  running: boolean;
  /** Checks once more; `null` where another button does. */
  onRun: (() => void) | null;
}

/** The report: one piece of advice, a line for each step, a copy to send. */
export function ConnectionCheck(props: ConnectionCheckProps) {
  const { findings, running, onRun } = props;
  const [withAddresses, setWithAddresses] = useState(false);
  const advice = adviseOn(findings);
  const problem = !running && WEIGHT[advice] === "problem";
  return (
    <div class="grid content-start gap-5">
      <p
        role="status"
        class={problem
          ? "rounded-2xl bg-warn p-4 text-ink"
          : "rounded-2xl bg-paper border border-line p-4 text-ink"}
      >
        <Changing
          text={running ? "Checking the connection" : ADVICE[advice]}
        />
      </p>
      <ul role="list" aria-label="Results" class="grid gap-3">
        {checkLines(findings).map((line, index) => (
          <Line
            key={index}
            line={line}
            running={running}
            withAddresses={withAddresses}
          />
        ))}
      </ul>
      <label class="flex items-center gap-3 py-3 text-sm text-soft">
        <input
          type="checkbox"
          class="h-5 w-5 shrink-0 accent-leaf focus-ring"
          checked={withAddresses}
          onChange={({ currentTarget }) =>
            setWithAddresses(currentTarget.checked)}
        />
        Include addresses
      </label>
      <div class="flex flex-wrap gap-3">
        {onRun && (
          <button type="button" class="button-quiet" onClick={onRun}>
            Check again
          </button>
        )}
        <CopyReport
          text={() =>
            reportText(findings, {
              at: new Date(),
              userAgent: navigator.userAgent,
              withAddresses,
            })}
        />
      </div>
    </div>
  );
}

const SIGNS = { well: "✓", wrong: "✕", neutral: "–", open: "–" } as const;
const COLOURS = {
  well: "w-5 shrink-0 text-center text-leaf-ink",
  wrong: "w-5 shrink-0 text-center text-ember-ink",
  neutral: "w-5 shrink-0 text-center text-soft",
  open: "w-5 shrink-0 text-center text-soft",
} as const;

function Line({ line, running, withAddresses }: {
  line: CheckLine;
  running: boolean;
  withAddresses: boolean;
}) {
  const { step, mark, result, addresses } = line;
  return (
    <li class="flex items-start gap-3">
      {/* The result says it in words. */}
      <span aria-hidden="true" class={COLOURS[mark]} translate={false}>
        {SIGNS[mark]}
      </span>
      <span class="grid min-w-0">
        <span class="font-medium">{step}</span>{" "}
        <span class="text-sm text-soft">
          <Changing text={running && mark === "open" ? "Checking" : result} />
        </span>
        {withAddresses &&
          addresses.map((address) => (
            <span key={address} class="break-all text-sm text-soft">
              {address}
            </span>
          ))}
      </span>
    </li>
  );
}

/** Copies the report; shows it where the clipboard is closed. */
function CopyReport({ text }: { text: () => string }) {
  const copying = useCopy();
  return (
    <>
      <button
        type="button"
        class="button-quiet"
        onClick={() => copying.copy(text())}
      >
        Copy report
      </button>
      {copying.result === "shown" && (
        <textarea
          class="field w-full py-2"
          aria-label="Report"
          rows={12}
          readOnly
          value={copying.text}
          onFocus={({ currentTarget }) => currentTarget.select()}
        />
      )}
      <p role="status" class="self-center text-sm text-soft">
        <Changing text={copying.result === "copied" && "Copied."} />
      </p>
    </>
  );
}
