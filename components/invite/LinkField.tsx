/** The link itself, to be copied by hand. */
export function LinkField({ url }: { url: string }) {
  return (
    <input
      class="field"
      aria-label="Invite link"
      readOnly
      value={url}
      onFocus={({ currentTarget }) => currentTarget.select()}
    />
  );
}
