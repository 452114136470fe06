/** Line icons, 24 × 24, in the colour of the text around them. @module */

const PATHS = {
  microphone:
    "M12 3a3 3 0 0 0-3 3v6a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3ZM5 11a7 7 0 0 0 14 0M12 18v3",
  camera:
    "M4 7h10a1 1 0 0 1 1 1v8a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V8a1 1 0 0 1 1-1ZM15 11l5-3v8l-5-3",
  screen:
    "M4 5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM9 20h6M12 8v5M9.5 10.5 12 8l2.5 2.5",
  chat:
    "M5 5h14a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2h-7l-4 4v-4H5a2 2 0 0 1-2-2V7a2 2 0 0 1 2-2Z",
  settings: "M4 8h9M17 8h3M4 16h3M11 16h9M15 6v4M9 14v4",
  leave:
    "M3.5 14.5c-1-3 3-6 8.500-6s9.500 3 8.500 6c-.3.900-1 1.200-1.900 1l-2.600-.6c-.7-.2-1-.7-1-1.400V12c-2-.6-4-.6-6 0v1.500c0 .7-.3 1.200-1 1.400l-2.600.6c-.9.200-1.600-.1-1.900-1Z",
  shield: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6l7-3Z",
  verified: "M12 3l7 3v5c0 5-3 8-7 10-4-2-7-5-7-10V6l7-3ZM9 12l2 2 4-4",
  copy: "M9 9h10v11H9zM15 9V5H5v11h4",
  check: "m5 13 4 4L19 7",
  close: "M6 6l12 12M18 6 6 18",
  send: "M5 12h13M13 6l6 6-6 6",
} as const;

/** Names of the icons. */
export type IconName = keyof typeof PATHS;

/** Decoration only: the control around it carries the name. */
export function Icon({ name, off = false }: { name: IconName; off?: boolean }) {
  return <Drawing path={PATHS[name]} off={off} />;
}

/** The lines of an icon; struck through, what it stands for is off. */
export function Drawing(
  { path, off = false }: { path: string; off?: boolean },
) {
  return (
    <svg
      viewBox="0 0 24 24"
      class="h-6 w-6 shrink-0"
      fill="none"
      stroke="currentColor"
      stroke-width="1.75"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
    >
      <path d={path} />
      {off && <path d="M4 4l16 16" stroke-width="2" />}
    </svg>
  );
}
