/** How much the server may say: more than it ever does, and no more. @module */
import { TokenBucket } from "../../signalling/token_bucket.ts";

/** Messages: all that the peer may send through the server, twice, and news. */
const MESSAGES = { burst: 200, perSecond: 100 };

/** What a server has left; beyond it, it is as good as no server. */
export function serverAllowance(nowMs: number): TokenBucket {
  return new TokenBucket(MESSAGES.burst, MESSAGES.perSecond, nowMs);
}
