import { define } from "../../define.ts";

/** Fails, so that its page can be seen. */
export const handler = define.handlers({
  GET() {
    throw new Error("as it should");
  },
});
