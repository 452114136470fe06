import { useRef } from "preact/hooks";
import { useEarlyInput } from "../components/base/early_input.ts";
import { ThemeSwitch } from "../components/theme/ThemeSwitch.tsx";

/** The switch between light and dark, on pages that are otherwise still. */
export default function Theme() {
  const root = useRef<HTMLDivElement>(null);
  useEarlyInput(root);
  return (
    <div ref={root}>
      <ThemeSwitch />
    </div>
  );
}
