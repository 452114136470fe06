import type { CallModel } from "../../call/model.ts";
import { AskFirst } from "./AskFirst.tsx";
import { LockRoom } from "./LockRoom.tsx";
import { Privacy } from "./Privacy.tsx";

/** What the privacy panel needs of the call. */
export interface PrivacyPanelProps {
  call: Pick<
    CallModel,
    | "phase"
    | "link"
    | "proof"
    | "verified"
    | "compared"
    | "hideLink"
    | "admission"
    | "signalling"
  >;
}

/** The comparison and the link, bound to the call. */
export function PrivacyPanel({ call }: PrivacyPanelProps) {
  const link = call.link.value;
  const kind = link?.source.kind ?? "named";
  return (
    <Privacy
      kind={kind}
      mangled={link?.mangled ?? false}
      pictures={call.phase.value === "connected"
        ? call.proof.value.pictures
        : null}
      verified={call.verified.value}
      onCompared={call.compared}
      onHideLink={kind === "private" ? () => call.hideLink() : null}
    >
      <LockRoom call={call} />
      <AskFirst admission={call.admission} />
    </Privacy>
  );
}
