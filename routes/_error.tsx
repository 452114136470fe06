import { Notice } from "../components/base/Notice.tsx";
import { define } from "../define.ts";

export default define.page(() => (
  <Notice
    pose="askew"
    heading="Something went wrong on our side"
    text="The page could not be made. Reload it; a call that is under way elsewhere goes on."
  >
    <a class="button-primary" href="/">Go to the start</a>
  </Notice>
));
