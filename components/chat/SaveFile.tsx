import { useEffect, useState } from "preact/hooks";

/** Saves as a download; never opens it, whatever it is. */
export function SaveFile(
  { blob, name, again = false, onSave }: {
    blob: Blob;
    name: string;
    /** Whether it has been saved before. */
    again?: boolean;
    onSave(): void;
  },
) {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    const type = "application/octet-stream";
    const made = URL.createObjectURL(new Blob([blob], { type }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  if (url === null) return null;
  return (
    <a
      class={again
        ? "button-quiet justify-self-start"
        : "button-primary justify-self-start"}
      href={url}
      download={name}
      onClick={onSave}
    >
      {again ? "Save again" : "Save"}
      <span class="sr-only">{` ${name}`}</span>
    </a>
  );
}
