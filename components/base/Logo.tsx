/** Two circles that share a part: the mark, with the name beside it. */
export function Logo() {
  return (
    <span class="inline-flex items-center gap-2">
      <svg viewBox="0 0 40 26" class="h-7 w-auto" aria-hidden="true">
        <circle cx="13" cy="13" r="12" class="fill-near" />
        <circle cx="27" cy="13" r="12" class="fill-far" />
        <path
          d="M20 3.254a12 12 0 0 1 0 19.492 12 12 0 0 1 0-19.492Z"
          class="fill-shared"
        />
      </svg>
      <span class="text-2xl font-bold tracking-tight">Duet</span>
    </span>
  );
}
