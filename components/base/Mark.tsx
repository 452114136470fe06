/** How the two circles of the mark stand to each other: a picture of where the call is. */
export type Pose =
  /** They share a part. */
  | "together"
  /** One is there, the other's place is open. */
  | "waiting"
  /** They move towards each other. */
  | "connecting"
  /** They have lost hold for a moment. */
  | "reconnecting"
  /** Each on its own again. */
  | "apart"
  /** They share a part, and a third one stands beside. */
  | "full"
  /** What they would share is missing. */
  | "missing"
  /** Nobody is there. */
  | "empty"
  /** One has slipped. */
  | "askew"
  /** Something lies between them. */
  | "between";

/** The mark as a picture of a state; the words beside it say the same. */
export function Mark(
  { pose, class: className }: { pose: Pose; class: string },
) {
  return (
    <svg
      viewBox="0 0 200 100"
      class={`mark ${className}`}
      data-pose={pose}
      aria-hidden="true"
    >
      <clipPath id="mark-near">
        <circle cx="69" cy="50" r="48" />
      </clipPath>
      <g class="mark-all">
        <circle class="mark-near" cx="69" cy="50" r="48" />
        <circle class="mark-far" cx="131" cy="50" r="48" />
        <g clip-path="url(#mark-near)">
          <circle class="mark-shared" cx="131" cy="50" r="48" />
        </g>
        <circle class="mark-third" cx="206" cy="84" r="12" />
      </g>
    </svg>
  );
}
