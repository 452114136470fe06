import { page } from "fresh";
import { parseRoomName } from "../../call/room_name.ts";
import { define } from "../../define.ts";
import Call from "../../islands/Call.tsx";

export const handler = define.handlers({
  GET(ctx) {
    const typed = decode(ctx.params["name"] ?? "");
    const room = parseRoomName(typed);
    if (room === null) return ctx.redirect("/");
    // One room, one address: "Stand Up" and "stand-up" must meet.
    if (room !== typed) {
      return ctx.redirect(`/room/${encodeURIComponent(room)}`);
    }
    return page({ room }, {
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
  <Call room={data.room} />
));
