/** Where to listen. */
export type ListenOptions = Partial<
  Deno.ServeTcpOptions & Deno.TlsCertifiedKeyPem
>;

const FIRST_PORT = 8000;
const PORTS_TO_TRY = 20;

/** Serves on the given port or, without one, on the first free one from 8000. */
export function serve(
  options: ListenOptions,
  handler: (req: Request, info: Deno.ServeHandlerInfo) => Promise<Response>,
): Promise<void> {
  const onListen = options.onListen ?? announce;
  for (let port = options.port || FIRST_PORT;; port++) {
    try {
      Deno.serve({ ...options, port, onListen }, handler);
      return Promise.resolve();
    } catch (error) {
      const last = options.port || port === FIRST_PORT + PORTS_TO_TRY - 1;
      if (last || !(error instanceof Deno.errors.AddrInUse)) {
        return Promise.reject(error);
      }
    }
  }
}

function announce({ hostname, port }: Deno.NetAddr): void {
  const host = hostname.includes(":") ? `[${hostname}]` : hostname;
  console.log(`Listening on http://${host}:${port}/`);
}
