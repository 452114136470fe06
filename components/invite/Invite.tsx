import { useSignal } from "@preact/signals";
import { deferred } from "../base/deferred.tsx";
import { InviteLink } from "./InviteLink.tsx";

const InviteWays = deferred(
  () => import("../later.ts"),
  ({ InviteWays }) => InviteWays,
);

/** Copies the link; the other ways come when somebody asks for them. */
export function Invite({ url }: { url: string }) {
  const open = useSignal(false);
  return (
    <div class="grid gap-2">
      <InviteLink url={url}>
        <button
          type="button"
          class="button-quiet"
          aria-expanded={open.value}
          onClick={() => open.value = !open.value}
        >
          More ways
        </button>
      </InviteLink>
      {open.value && <InviteWays url={url} />}
    </div>
  );
}
