/**
 * What a call needs beside its page, in one piece: loaded ahead of need, it asks
 * for less than its parts would one by one, while the first picture is coming.
 *
 * @module
 */
export { SpokenNews } from "../chat/SpokenNews.tsx";
export { ChatNews } from "../chat/ChatNews.tsx";
export { ChatPanel } from "../chat/ChatPanel.tsx";
export { UnsavedFiles } from "../chat/UnsavedFiles.tsx";
export { PrivacyPanel } from "../privacy/PrivacyPanel.tsx";
export { Settings } from "../settings/Settings.tsx";
export { startOutside } from "./outside.tsx";
export { Shortcuts } from "./Shortcuts.tsx";
