// Runs before the page is drawn, so that a dark page never flashes white, and follows the device from then on.
import { applyTheme, readTheme } from "./theme";

applyTheme(readTheme());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(readTheme()));
