import { signal } from "@preact/signals";
import { assert, assertEquals } from "@std/assert";
import { createLateChat } from "../../call/late_chat.ts";
import { type Chatting } from "../../call/topics/chatting.ts";

/** A chat that writes down what it is told. */
function chatOf(told: string[]): Chatting {
  const tell = (word: string) => () => void told.push(word);
  return {
    ...{ log: signal([]), full: signal(false) },
    say: (text) => told.push(`say ${text}`) > 0,
    hear: (message) => void told.push(`hear ${message.type}`),
    ...{ greet: tell("greet"), cut: tell("cut") },
    ...{ restore: tell("restore"), keep: tell("keep"), letGo: tell("letGo") },
  };
}

const LINE = { say: () => true, whom: () => "ann" };

Deno.test("createLateChat() does what happened before its code came, in order, and then at once", async () => {
  const told: string[] = [];
  const code = Promise.withResolvers<Chatting>();
  let loads = 0;
  const chat = createLateChat(LINE, () => {
    loads++;
    return code.promise;
  });
  chat.restore();
  chat.keep();
  chat.greet?.();
  chat.hear({ type: "chat", id: "1", text: "hi" });
  assertEquals(chat.say("too early"), false);
  assertEquals(told, []);
  code.resolve(chatOf(told));
  await code.promise;
  assertEquals(told, ["restore", "keep", "greet", "hear chat"]);
  assert(chat.say("now"));
  chat.letGo();
  assertEquals(told.slice(4), ["say now", "letGo"]);
  assertEquals(loads, 1);
});

Deno.test("createLateChat() asks for its code again when it did not come", async () => {
  const told: string[] = [];
  const answers = [
    Promise.reject(new Error("no")),
    Promise.resolve(chatOf(told)),
  ];
  const chat = createLateChat(LINE, () => answers.shift()!);
  chat.keep();
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(told, []);
  chat.greet?.();
  await new Promise((resolve) => setTimeout(resolve));
  assertEquals(told, ["keep", "greet"]);
});
