import { useEffect, useMemo } from "preact/hooks";
import { createCheck } from "../../call/check/check_model.ts";
import { probeConnection } from "../../call/check/connection_probe.ts";
import { ConnectionCheck } from "./ConnectionCheck.tsx";

/** Checks the connection as soon as it is shown; `embedded`, another button runs it again. */
export function CheckRun({ embedded }: { embedded: boolean }) {
  const check = useMemo(() => createCheck(probeConnection), []);
  useEffect(() => {
    check.run();
    return () => check[Symbol.dispose]();
  }, [check]);
  return (
    <ConnectionCheck
      findings={check.findings.value}
      running={check.running.value}
      onRun={embedded ? null : check.run}
    />
  );
}
