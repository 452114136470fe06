import { Changing } from "../base/Changing.tsx";

const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const DAY = new Intl.DateTimeFormat(undefined, { dateStyle: "full" });

/** Who said the line above, and when. */
export function LineFoot(
  { who, atMs, delivered }: {
    who: string;
    atMs: number;
    /** Of an own line; `null` where it says so itself. */
    delivered: boolean | null;
  },
) {
  return (
    <p class="mt-1 text-xs text-soft">
      <bdi key={who} translate={false}>{who}</bdi> ·{" "}
      <time translate={false} dateTime={new Date(atMs).toISOString()}>
        {TIME.format(atMs)}
      </time>
      {delivered === true && (
        <span role="img" aria-label="delivered" class="ml-1">✓</span>
      )}
      <Changing text={delivered === false && " · not delivered yet"} />
    </p>
  );
}

/** Where another day begins. */
export function DayLine({ atMs }: { atMs: number }) {
  return (
    <li class="text-center text-xs text-soft">
      <time dateTime={new Date(atMs).toISOString()}>{DAY.format(atMs)}</time>
    </li>
  );
}
