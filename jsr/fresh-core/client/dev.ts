export { boot } from "./boot.ts";

const RETRY_MS = 300;

/** Reloads the page when a server answers that is not the one it came from. */
function watch(known: string | null): void {
  const url = new URL("/_frsh/alive", location.href);
  url.protocol = url.protocol.replace("http", "ws");
  const socket = new WebSocket(url);
  socket.onmessage = ({ data }) => {
    if (known !== null && data !== known) location.reload();
    known = data;
  };
  socket.onclose = () => setTimeout(() => watch(known), RETRY_MS);
}

watch(null);
