/**
 * What a lobby shows only to some, or only later: one chunk, as each entry of its
 * own would split what is shared into further ones.
 *
 * @module
 */
export { DeviceNotices, DeviceProblems } from "./devices/DeviceProblems.tsx";
export { FlipButton } from "./devices/FlipButton.tsx";
export { InviteWays } from "./invite/InviteWays.tsx";
export { DeviceChoice } from "./settings/DeviceChoice.tsx";
