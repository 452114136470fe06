/** Names of rooms: readable, typed by hand, part of a URL. @module */

/** Longest name, in characters. */
export const MAX_ROOM_NAME_CHARS = 64;

const ADJECTIVES = (
  "amber autumn brave breezy bright calm candid cedar cheery clever cobalt " +
  "copper coral cosmic crisp daring dawn deft eager early easy fair fleet " +
  "fond fresh gentle glad golden grand happy hazel honest humble jolly keen " +
  "kind lively lucky mellow merry mild misty nimble noble patient plucky " +
  "proud quick quiet rapid rosy ruby silver snug steady sunny swift tidy " +
  "true velvet vivid warm wise witty"
).split(" ");

const ANIMALS = (
  "badger bear beaver bison crane curlew deer dolphin dove eagle egret " +
  "falcon ferret finch fox gazelle gecko goose grouse hare hawk hedgehog " +
  "heron ibex ibis jackdaw jay kestrel koala lark lemur linnet lynx magpie " +
  "marten mole moose newt ocelot osprey otter owl panda pelican penguin " +
  "pigeon plover puffin quail rabbit raven robin salmon seal shrew sparrow " +
  "squirrel stoat stork swallow swan tapir thrush turtle vole walrus weasel " +
  "whale wombat wren zebra"
).split(" ");

/**
 * The name that a person meant: lower case, words joined by single hyphens,
 * letters and digits of any script.
 *
 * @returns `null` when nothing is left of it.
 */
export function parseRoomName(typed: string): string | null {
  const name = typed.normalize("NFKC").toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "");
  return name === "" || name.length > MAX_ROOM_NAME_CHARS ? null : name;
}

/**
 * Fresh readable words for a name, such as `brave-otter`.
 *
 * @param random Gives a whole number in [0, limit), evenly spread.
 */
export function newRoomWords(random: (limit: number) => number): string {
  const adjective = ADJECTIVES[random(ADJECTIVES.length)];
  const animal = ANIMALS[random(ANIMALS.length)];
  return `${adjective}-${animal}`;
}

/**
 * The words of a name that was made for a private link, such as
 * `brave-otter-4172`; `null` for all other names.
 */
export function madeWords(name: string): string | null {
  const [, adjective, animal] = /^([a-z]+)-([a-z]+)-[1-9]\d{3}$/.exec(name) ??
    [];
  if (adjective === undefined || animal === undefined) return null;
  return ADJECTIVES.includes(adjective) && ANIMALS.includes(animal)
    ? `${adjective}-${animal}`
    : null;
}
