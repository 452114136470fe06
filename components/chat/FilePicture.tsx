import { useEffect, useRef, useState } from "preact/hooks";
import { smallPicture } from "./file_picture.ts";

/** A look at a file that is a picture; nothing of one that is not. */
export function FilePicture({ blob, name }: { blob: Blob; name: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [bitmap, setBitmap] = useState<ImageBitmap | null>(null);
  useEffect(() => {
    let shown = true;
    smallPicture(blob).then((made) => {
      if (shown) setBitmap(made);
      else made?.close();
    });
    return () => void (shown = false);
  }, [blob]);
  useEffect(() => {
    if (bitmap === null) return;
    canvas.current?.getContext("2d")?.drawImage(bitmap, 0, 0);
    return () => bitmap.close();
  }, [bitmap]);
  if (bitmap === null) return null;
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={name}
      width={bitmap.width}
      height={bitmap.height}
      class="max-h-72 max-w-full rounded-xl object-contain"
    />
  );
}
