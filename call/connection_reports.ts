/** What a peer connection reports, as events of the call. @module */
import type { PeerHandlers } from "./peer/peer.ts";
import type { CallEvent } from "./machine/state.ts";

/** Reports that say nothing but which connection they are of. */
export type Reports = Pick<
  PeerHandlers,
  | "onConnected"
  | "onDisconnected"
  | "onFailed"
  | "onBroken"
  | "onUnproven"
  | "onFlooded"
  | "onRelayed"
  | "onStalled"
  | "onFlowing"
  | "onOneWay"
  | "onChannelClosed"
>;
type ReportType = Exclude<
  Extract<CallEvent, { connection: number }>["type"],
  "peer-said-bye" | "restart-wanted" | "rebuild-wanted"
>;

/** Reports carry the number of their connection, whichever is in hand by then. */
export function reportsOf(
  connection: number,
  dispatch: (event: CallEvent) => void,
): Reports {
  const report = (type: ReportType) => () => dispatch({ type, connection });
  return {
    onConnected: report("connection-connected"),
    onDisconnected: report("connection-disconnected"),
    onFailed: report("connection-failed"),
    onBroken: report("connection-broken"),
    onUnproven: report("connection-unproven"),
    onFlooded: report("connection-flooded"),
    onRelayed: report("connection-relayed"),
    onStalled: report("connection-stalled"),
    onFlowing: report("connection-flowing"),
    onOneWay: report("connection-one-way"),
    onChannelClosed: report("channel-closed"),
  };
}
