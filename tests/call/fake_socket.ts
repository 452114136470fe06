import type { SocketPort } from "../../call/signalling/signalling_line.ts";
import type {
  ClientMessage,
  ServerMessage,
} from "../../signalling/protocol.ts";

/** A WebSocket whose other end is the test. */
export class FakeSocket implements SocketPort {
  readyState: SocketPort["readyState"] = 0;
  onopen: ((event: Event) => void) | null = null;
  onmessage: ((event: MessageEvent) => void) | null = null;
  onclose: ((event: CloseEvent) => void) | null = null;
  /** What the page said, oldest first. */
  readonly said: ClientMessage[] = [];

  /** The connection is made. */
  open(): void {
    this.readyState = 1;
    this.onopen?.(new Event("open"));
  }

  /** The server says something. */
  tell(message: ServerMessage | string): void {
    const data = typeof message === "string"
      ? message
      : JSON.stringify(message);
    this.onmessage?.(new MessageEvent("message", { data }));
  }

  /** The connection is gone. */
  drop(code = 1006): void {
    this.readyState = 3;
    this.onclose?.(new CloseEvent("close", { code }));
  }

  send(data: string): void {
    this.said.push(JSON.parse(data));
  }

  close(): void {
    this.readyState = 3;
  }
}
