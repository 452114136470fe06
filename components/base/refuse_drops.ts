/**
 * Lets no file that is dropped take the page's place: a browser would show it
 * instead, and the call would be over. Who takes files says so on top of this.
 *
 * @returns Ends it.
 */
export function refuseDrops(): () => void {
  const refuse = (event: DragEvent) => {
    const { dataTransfer } = event;
    if (!dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    dataTransfer.dropEffect = "none";
  };
  addEventListener("dragover", refuse);
  addEventListener("drop", refuse);
  return () => {
    removeEventListener("dragover", refuse);
    removeEventListener("drop", refuse);
  };
}
