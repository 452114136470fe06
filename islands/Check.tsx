import { CheckRun } from "../components/check/CheckRun.tsx";

/** Checks the connection as soon as it is shown. */
export default function Check() {
  return <CheckRun embedded={false} />;
}
