/** What the browser says of permissions, where it says anything. @module */

/** Whether the page may use one of the two devices without asking. */
export async function isEitherGranted(): Promise<boolean> {
  try {
    const names = ["microphone", "camera"] as const;
    const states = await Promise.all(
      names.map((name) =>
        navigator.permissions.query({ name: name as PermissionName })
      ),
    );
    return states.some(({ state }) => state === "granted");
  } catch {
    return false;
  }
}
