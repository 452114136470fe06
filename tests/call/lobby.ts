/** A call in the lobby, in a world of the test. @module */
import { type CallModel, createCall } from "../../call/model.ts";
import { FakeWorld } from "./fake_adapter.ts";

/** Lets promises of the fakes settle: they wait for nothing else. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}

/** Opens the page, or opens it again: a world keeps what a tab keeps. */
export async function inLobby(world = new FakeWorld()) {
  const call = createCall(world);
  call.start();
  await settle();
  return { world, call };
}

/** Ends the page, and gives the call of its reload. */
export async function reload(
  world: FakeWorld,
  call: CallModel,
): Promise<CallModel> {
  call[Symbol.dispose]();
  return (await inLobby(world)).call;
}
