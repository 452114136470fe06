import { useEffect, useRef } from "preact/hooks";
import { takeEarlyInput } from "../components/base/early_input.ts";
import { ThemeSwitch } from "../components/theme/ThemeSwitch.tsx";

/** The switch between light and dark, on pages that are otherwise still. */
export default function Theme() {
  const root = useRef<HTMLDivElement>(null);
  useEffect(() => void (root.current && takeEarlyInput(root.current)), []);
  return (
    <div ref={root}>
      <ThemeSwitch />
    </div>
  );
}
