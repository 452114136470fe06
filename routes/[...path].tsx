import { STATUS_CODE } from "@std/http/status";
import { page } from "fresh";
import { ProblemPage } from "../components/base/ProblemPage.tsx";
import { define } from "../define.ts";

// A catch-all rather than `_404`, which runs outside the root middlewares.
export const handler = define.handlers({
  GET: () => page(undefined, { status: STATUS_CODE.NotFound }),
});

export default define.page(() => <ProblemPage problem="nothing" />);
