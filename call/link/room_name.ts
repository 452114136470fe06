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
 * What stands between words: spaces, punctuation, and the symbols that people and
 * programs put around addresses. Not the marks of a script, nor what a name may
 * differ by (`c++`, `c#`, `r&d`, `100%`, emoji).
 */
const SEPARATORS =
  /(?:(?![#%&@\u200c\u200d])[^\p{L}\p{M}\p{N}\p{S}]|[<>=|~^`])+/gu;
/** Invisible, and no part of a word, but for the joiners that some scripts need. */
const INVISIBLE = /(?![\u200c\u200d])\p{Cf}/gu;
/** A joiner that joins nothing. */
const IDLE_JOINER =
  /(?<![\p{L}\p{M}\p{S}])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{L}\p{M}\p{S}])/gu;

/**
 * The name that a person meant: lower case, words joined by single hyphens. Two
 * names that differ to a reader are two rooms.
 *
 * @returns `null` when nothing is left of it, or too much.
 */
export function parseRoomName(typed: string): string | null {
  const name = typed.normalize("NFKC").toLowerCase().normalize("NFKC")
    .replace(INVISIBLE, "")
    .replace(SEPARATORS, "-")
    .replace(IDLE_JOINER, "")
    .replace(/^-|-$/g, "")
    // Escaped in an address, these look like the `#` before a link's secret.
    .replaceAll("#", "＃").replaceAll("%", "％");
  const isName = /[\p{L}\p{N}\p{S}]/u.test(name);
  return isName && name.length <= MAX_ROOM_NAME_CHARS ? name : null;
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
