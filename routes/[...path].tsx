import { STATUS_CODE } from "@std/http/status";
import { page } from "fresh";
import { Notice } from "../components/base/Notice.tsx";
import { define } from "../define.ts";

// A catch-all rather than `_404`, which runs outside the root middlewares.
export const handler = define.handlers({
  GET: () => page(undefined, { status: STATUS_CODE.NotFound }),
});

export default define.page(() => (
  <Notice
    pose="empty"
    heading="There is nothing here"
    text="The address may have lost a piece on the way. Ask for the link again, or start a call."
  >
    <a class="button-primary" href="/">Go to the start</a>
  </Notice>
));
