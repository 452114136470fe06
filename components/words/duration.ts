/** How long something took. @module */

const MINUTE_MS = 60_000;

function count(number: number, unit: string): string {
  return `${number} ${unit}${number === 1 ? "" : "s"}`;
}

/** In words, to the minute; "less than a minute" below one. */
export function durationWords(ms: number): string {
  const minutes = Math.floor(ms / MINUTE_MS);
  if (minutes < 1) return "less than a minute";
  const hours = Math.floor(minutes / 60), rest = minutes % 60;
  const parts = [
    ...hours > 0 ? [count(hours, "hour")] : [],
    ...rest > 0 ? [count(rest, "minute")] : [],
  ];
  return parts.join(" and ");
}

/** As a clock shows it: `4:07`, `1:04:07`. */
export function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const two = (number: number) => String(number).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  return hours > 0
    ? `${hours}:${two(minutes)}:${two(seconds % 60)}`
    : `${minutes}:${two(seconds % 60)}`;
}
