/**
 * Figures as the tables of `docs/NUMBERS.md` show them.
 *
 * @module
 */

/** The middle of the values; of two middles the mean. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1];
  const high = sorted[Math.floor(middle)];
  if (low === undefined || high === undefined) {
    throw new RangeError("There is no median of nothing");
  }
  return (low + high) / 2;
}

/** "151 ms (143–160)": the median, and the range of all. */
export function summary(values: readonly number[], unit: string): string {
  const low = Math.min(...values).toFixed();
  const high = Math.max(...values).toFixed();
  return `${median(values).toFixed()} ${unit} (${low}–${high})`;
}

/** A Markdown table. */
export function table(
  heads: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  return [heads, heads.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}
