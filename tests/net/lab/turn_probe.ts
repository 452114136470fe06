/**
 * Asks the TURN server of a lab where it would relay to; to be run on one of
 * the lab's machines. The argument is a {@linkcode Question} as JSON, the
 * output a list of answers: 200, or the error's number.
 *
 * @module
 */
import { TurnClient } from "./turn_client.ts";

/** What to ask. */
export interface Question {
  server: { hostname: string; port: number };
  user: { username: string; credential: string };
  /** How long to wait once relayed addresses are allocated. */
  waitMs: number;
  /** Addresses as bytes, 4 or 16 each. */
  targets: number[][];
}

async function ask(question: Question): Promise<number[]> {
  const { server, user, waitMs, targets } = question;
  const answers: number[] = [];
  using v4 = await TurnClient.connect(server, user);
  using v6 = await TurnClient.connect(server, user);
  for (const [client, family] of [[v4, 4], [v6, 6]] as const) {
    const allocated = await client.allocate(family);
    if (allocated !== 200) return targets.map(() => allocated);
  }
  await new Promise((resolve) => setTimeout(resolve, waitMs));
  for (const target of targets) {
    answers.push(await (target.length === 4 ? v4 : v6).permit(target));
  }
  return answers;
}

if (import.meta.main) {
  const question: Question = JSON.parse(Deno.args[0] ?? "");
  console.log(JSON.stringify(await ask(question)));
}
