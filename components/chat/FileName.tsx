import { splitExtension } from "../../call/files/file_name.ts";

/**
 * What a file is called. Whatever direction its letters have, what they say stays
 * in front of what the file is: `.exe` is seen at the end.
 */
export function FileName(
  { name, class: look }: { name: string; class: string },
) {
  const [stem, extension] = splitExtension(name);
  return (
    <bdi dir="ltr" translate={false} class={look}>
      <bdi>{stem}</bdi>
      {extension}
    </bdi>
  );
}
