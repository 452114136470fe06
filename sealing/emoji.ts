/**
 * 64 pictures to compare: each unlike all others in look and in the sound of
 * its name, one code point, of Emoji 5 (2017) or older, so that every platform
 * shows it. The order is part of the protocol.
 *
 * @module
 */

/** A picture and what to call it aloud. */
export interface Emoji {
  readonly emoji: string;
  readonly name: string;
}

const LIST = "⚓ anchor,🥑 avocado,🎒 backpack,🎈 balloon,🍌 banana," +
  "🏀 basketball,🔋 battery,🐝 bee,🚲 bicycle,📖 book,🍞 bread,🚌 bus," +
  "🌵 cactus,📷 camera,🥕 carrot,🏰 castle,🍒 cherries,⏰ clock,🦀 crab," +
  "👑 crown,💎 diamond,🎲 dice,🐬 dolphin,🥁 drum,🥚 egg,🐘 elephant," +
  "🔥 fire,🐸 frog,👻 ghost,🎁 gift,🦒 giraffe,👓 glasses,🎸 guitar," +
  "🔨 hammer,🦔 hedgehog,🚁 helicopter,🔑 key,🐨 koala,🍋 lemon,🌙 moon," +
  "🍄 mushroom,🐙 octopus,🐧 penguin,🍍 pineapple,🍕 pizza,🍿 popcorn," +
  "🎃 pumpkin,🌈 rainbow,🚀 rocket,⛵ sailboat,🦈 shark,🐌 snail,⛄ snowman," +
  "🌻 sunflower,🔭 telescope,⛺ tent,🚜 tractor,🏆 trophy,🎺 trumpet," +
  "🐢 turtle,☔ umbrella,🦄 unicorn,🌋 volcano,🦓 zebra";

/** The pictures, by their number from 0 to 63. */
export const EMOJI: readonly Emoji[] = LIST.split(",").map((entry) => {
  const [emoji = "", name = ""] = entry.split(" ");
  return { emoji, name };
});
