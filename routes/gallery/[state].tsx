import { page } from "fresh";
import { define } from "../../define.ts";
import Gallery from "../../islands/Gallery.tsx";

export const handler = define.handlers({
  GET: (ctx) => page({ name: ctx.params["state"] ?? "" }),
});

export default define.page<typeof handler>(({ data }) => (
  <Gallery name={data.name} />
));
