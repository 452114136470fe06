import "../call/dispose_symbol.ts";
import { useEffect } from "preact/hooks";
import { keepSessionsSwept } from "../components/base/keep_sessions_swept.ts";
import { CheckRun } from "../components/check/CheckRun.tsx";

/** Checks the connection as soon as it is shown. */
export default function Check() {
  useEffect(keepSessionsSwept, []);
  return <CheckRun embedded={false} />;
}
