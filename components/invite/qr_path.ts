/**
 * The dark modules of a QR code as one path, each a square of one unit; those
 * beside each other are one run.
 *
 * @module
 */

/** @param modules Row by row; `true` is dark. */
export function qrPath(modules: readonly (readonly boolean[])[]): string {
  let path = "";
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length;) {
      let run = 0;
      while (row[x + run]) run++;
      if (run > 0) path += `M${x} ${y}h${run}v1h-${run}z`;
      x += run + 1;
    }
  });
  return path;
}
