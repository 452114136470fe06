import type { CallModel } from "../../call/model.ts";
import { MAX_NAME_CHARS } from "../../call/messages/person_name.ts";

/** What the form needs of the call. */
export interface JoinFormProps {
  call: Pick<CallModel, "name" | "setName" | "join">;
}

/** One's name, and the click that joins. */
export function JoinForm({ call }: JoinFormProps) {
  return (
    <form
      class="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        call.join();
      }}
    >
      <label class="grid gap-1 text-sm text-soft">
        Your name
        <input
          class="field"
          dir="auto"
          aria-label="Your name"
          placeholder="So that they see who it is"
          autocomplete="nickname"
          maxLength={MAX_NAME_CHARS}
          value={call.name.value}
          onInput={({ currentTarget }) => call.setName(currentTarget.value)}
        />
      </label>
      <button type="submit" class="button-primary button-large">
        Join call
      </button>
    </form>
  );
}
