import { PAGE_PROBLEMS, type PageProblem } from "../words/pages.ts";
import { Notice } from "./Notice.tsx";

/** Stands where there is no other page: says why, and leads to the start. */
export function ProblemPage({ problem }: { problem: PageProblem }) {
  return (
    <Notice {...PAGE_PROBLEMS[problem]}>
      <a class="button-primary" href="/">Go to the start</a>
    </Notice>
  );
}
