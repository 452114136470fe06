import { page } from "fresh";
import { parseRoomName } from "../../call/link/room_name.ts";
import { define } from "../../define.ts";
import {
  MANGLED,
  MANGLED_HEADER,
  withoutEscapedFragment,
} from "../../http/mangled_link.ts";
import Call from "../../islands/Call.tsx";

export const handler = define.handlers({
  GET(ctx) {
    // Cut here too, for when the app is mounted in another.
    const cut = withoutEscapedFragment(ctx.url.pathname);
    const mangled = cut !== null ||
      ctx.req.headers.get(MANGLED_HEADER) === MANGLED;
    const typed = decode(cut?.split("/").at(-1) ?? ctx.params["name"] ?? "");
    const room = parseRoomName(typed);
    if (room === null) return ctx.redirect("/");
    // One room, one address: "Stand Up" and "stand-up" must meet. But a
    // redirect would lose the secret that only the browser still has.
    if (room !== typed && !mangled) {
      return ctx.redirect(`/room/${encodeURIComponent(room)}`);
    }
    return page({ room, mangled }, {
      headers: {
        "cache-control": "no-store",
        "x-robots-tag": "noindex, nofollow",
      },
    });
  },
});

/** A name with a broken escape is no name. */
function decode(escaped: string): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    return "";
  }
}

export default define.page<typeof handler>(({ data }) => (
  <>
    {/* Tells the page's script to put the address in order. */}
    {data.mangled && <meta name="duet-link" content={MANGLED} />}
    <Call room={data.room} />
  </>
));
