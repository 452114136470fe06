import { ThemeSwitch } from "../components/theme/ThemeSwitch.tsx";

/** The switch between light and dark, on pages that are otherwise still. */
export default function Theme() {
  return <ThemeSwitch />;
}
