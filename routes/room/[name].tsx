import { STATUS_CODE } from "@std/http/status";
import { page } from "fresh";
import { ProblemPage } from "../../components/base/ProblemPage.tsx";
import { define } from "../../define.ts";
import {
  MANGLED,
  MANGLED_HEADER,
  withoutEscapedFragment,
} from "../../http/mangled_link.ts";
import { readRoomPath } from "../../http/room_path.ts";
import Call from "../../islands/Call.tsx";

const headers = {
  "cache-control": "no-store",
  "x-robots-tag": "noindex, nofollow",
};

export const handler = define.handlers({
  GET(ctx) {
    const { pathname, search } = ctx.url;
    // Cut here too, for when the app is mounted in another.
    const cut = withoutEscapedFragment(pathname);
    const mangled = cut !== null ||
      ctx.req.headers.get(MANGLED_HEADER) === MANGLED;
    const path = readRoomPath(cut ?? pathname);
    if (!path.ok) {
      return page({ ...path, mangled }, {
        status: STATUS_CODE.NotFound,
        headers,
      });
    }
    // One room, one address: "Stand Up" and "stand-up" must meet. But a
    // redirect would lose the secret that only the browser still has.
    if (!path.isCanonical && !mangled) {
      return ctx.redirect(`/room/${encodeURIComponent(path.room)}${search}`);
    }
    return page({ ...path, mangled }, { headers });
  },
});

export default define.page<typeof handler>(({ data }) => (
  data.ok
    ? (
      <>
        {/* Tells the page's script to put the address in order. */}
        {data.mangled && <meta name="duet-link" content={MANGLED} />}
        <Call room={data.room} />
      </>
    )
    : <ProblemPage problem={data.reason} />
));
