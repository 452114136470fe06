import { STATUS_CODE } from "@std/http/status";
import { HttpError } from "fresh";
import { ProblemPage } from "../components/base/ProblemPage.tsx";
import type { PageProblem } from "../components/words/pages.ts";
import { define } from "../define.ts";

/** Statuses that are nobody's fault on this side. */
const PROBLEMS: Partial<Record<number, PageProblem>> = {
  [STATUS_CODE.BadRequest]: "malformed",
  [STATUS_CODE.NotFound]: "nothing",
  [STATUS_CODE.MethodNotAllowed]: "method",
};

export default define.page(({ error }) => {
  const status = error instanceof HttpError ? error.status : 0;
  return <ProblemPage problem={PROBLEMS[status] ?? "failed"} />;
});
