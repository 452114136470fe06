import { Drawing } from "../base/Icon.tsx";
import { FLIP_PATH } from "../devices/FlipButton.tsx";

/** What only the page of a call draws: the lobby loads none of it. */
const PATHS = {
  more:
    "M4.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0ZM11.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0ZM18.5 12a.5.5 0 1 0 1 0 .5.5 0 1 0-1 0Z",
  "full-screen": "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  fill: "M4 6h16v12H4zM8 12h8M8 12l2-2M8 12l2 2M16 12l-2-2M16 12l-2 2",
  self: "M4 5h16v14H4zM13 12h4v4h-4z",
  keyboard:
    "M4 6h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1ZM7 10h.01M10.5 10h.01M14 10h.01M17 10h.01M8 14h8",
  picture: "M3 5h18v14H3zM12 12h6v4h-6z",
  back: "M3 5h18v14H3zM14 14 8 8M8 13V8h5",
  hide: "M6 12h12",
  flip: FLIP_PATH,
  screen:
    "M4 5h16a1 1 0 0 1 1 1v9a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1ZM9 20h6",
  hand:
    "M8 12V6a1.5 1.5 0 0 1 3 0v5V4.5a1.5 1.5 0 0 1 3 0V11V6a1.5 1.5 0 0 1 3 0v8c0 4-2.500 7-6 7-2.800 0-4.300-1.300-5.600-3.600L3.600 14a1.500 1.500 0 0 1 2.600-1.500L8 15",
  smile:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM8.500 14.500c1.800 2.400 5.200 2.400 7 0M9 9.500h.01M15 9.500h.01",
  tick: "m5 13 4 4L19 7",
} as const;

/** Names of these icons. */
export type StageIconName = keyof typeof PATHS;

/** Decoration only: the control around it carries the name. */
export function StageIcon({ name }: { name: StageIconName }) {
  return <Drawing path={PATHS[name]} />;
}
