/**
 * The headless shell: unpacked once, then found.
 *
 * @module
 */
import { HERE, keptPath, scratchFolder } from "./scratch.ts";

const VERSION = "153.0.0";

/** Where the unpacked browser is, and the fonts it should use. */
export interface ChromiumBinary {
  executablePath: string;
  fontsConfigPath: string;
}

/**
 * Unpacks the browser on first use (209 MB, about two seconds) and says where
 * it is. Several processes may do so at once, and one may be killed half-way:
 * the folder appears whole, by a rename, or not at all.
 */
export async function chromiumBinary(): Promise<ChromiumBinary> {
  const folder = keptPath(`chromium-${VERSION}`);
  const binary = {
    executablePath: `${folder}/chromium`,
    fontsConfigPath: `${folder}/fonts.conf`,
  };
  if (exists(binary.executablePath)) return binary;
  using scratch = scratchFolder("unpack-");
  const unpacked = `${scratch.path}/chromium`;
  await unpackInto(unpacked);
  await Deno.writeTextFile(`${unpacked}/fonts.conf`, fontsConfig(folder));
  try {
    await Deno.rename(unpacked, folder);
  } catch (error) {
    // Another process was first.
    if (!exists(binary.executablePath)) throw error;
  }
  return binary;
}

async function unpackInto(folder: string): Promise<void> {
  await Deno.mkdir(folder);
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--allow-read",
      "--allow-env",
      "--allow-sys",
      `--allow-write=${folder}`,
      "--config",
      `${HERE}deno.json`,
      `${HERE}harness/chromium_unpack.ts`,
    ],
    env: { TMPDIR: folder },
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) {
    throw new Error(
      `Chromium did not unpack: ${new TextDecoder().decode(stderr)}`,
    );
  }
}

/** A machine without any font makes Chromium crash on the first letter. */
function fontsConfig(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${folder}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${folder}/fonts-cache</cachedir>
</fontconfig>
`;
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}
