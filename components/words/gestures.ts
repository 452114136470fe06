/** Hand and reactions in words, for eyes and ears. @module */
import type { Reaction } from "../../call/messages/gestures.ts";
import { someone } from "./them.ts";

/** How a reaction looks, what it is called, and how it is told. */
export interface ReactionWords {
  readonly emoji: string;
  readonly name: string;
  /** Follows the name of whoever did it. */
  readonly told: string;
}

/** The reactions, in words. */
export const REACTION_WORDS: Record<Reaction, ReactionWords> = {
  "thumbs-up": { emoji: "👍", name: "Thumbs up", told: "gives a thumbs up" },
  applause: { emoji: "👏", name: "Applause", told: "applauds" },
  heart: { emoji: "❤️", name: "Heart", told: "sends a heart" },
  laughter: { emoji: "😂", name: "Laughter", told: "laughs" },
  surprise: { emoji: "😮", name: "Surprise", told: "is surprised" },
  celebration: { emoji: "🎉", name: "Celebration", told: "celebrates" },
};

/** A raised hand. */
export const HAND = {
  emoji: "✋",
  theirs: "raised their hand",
  lower: "Lower hand",
} as const;

/** What one notices of the other person. */
export interface Noticed {
  /** Their name; may be empty. */
  readonly name: string;
  readonly microphone: boolean;
  readonly camera: boolean;
  readonly screen: boolean;
  readonly hand: boolean;
  /** Their latest reaction that is still shown. */
  readonly reaction:
    | { readonly id: number; readonly reaction: Reaction }
    | null;
}

/** Of somebody who has just come: all that differs from it is told. */
export const UNREMARKABLE: Noticed = {
  name: "",
  microphone: true,
  camera: true,
  screen: false,
  hand: false,
  reaction: null,
};

/** What has changed, as a sentence that is said once; empty where nothing has. */
export function noticeWords(before: Noticed, now: Noticed): string {
  const who = someone(now.name);
  const news: string[] = [];
  if (before.hand !== now.hand) {
    news.push(now.hand ? "raised their hand" : "lowered their hand");
  }
  if (now.reaction !== null && before.reaction?.id !== now.reaction.id) {
    news.push(REACTION_WORDS[now.reaction.reaction].told);
  }
  if (before.microphone !== now.microphone) {
    news.push(now.microphone ? "can be heard again" : "is muted");
  }
  if (before.camera !== now.camera) {
    news.push(now.camera ? "turned their camera on" : "has no camera on");
  }
  if (before.screen !== now.screen) {
    news.push(now.screen ? "shares their screen" : "shares no screen any more");
  }
  return news.length === 0 ? "" : `${who} ${sentence(news)}`;
}

function sentence(parts: readonly string[]): string {
  const last = parts.at(-1) ?? "";
  const rest = parts.slice(0, -1);
  return rest.length === 0 ? last : `${rest.join(", ")} and ${last}`;
}
