/** Light or dark: as the device says, unless the reader has chosen. The choice stays on this device. */
import type { Theme } from "../ui/PersonDialogs";

const key = "foyer.theme";

export function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(key);
    return stored === "light" || stored === "dark" ? stored : "system";
  } catch {
    return "system"; // Storage is forbidden: the device decides.
  }
}

export function applyTheme(theme: Theme): void {
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset["theme"] = dark ? "dark" : "light";
}

export function chooseTheme(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem(key);
    else localStorage.setItem(key, theme);
  } catch { /* Forbidden storage: the choice holds until the page goes. */ }
  applyTheme(theme);
}
