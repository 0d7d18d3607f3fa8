// The browser of the machine, as tests and screenshots start it.
import { chromium } from "playwright-core";

export const launch = () => chromium.launch({ executablePath: process.env.FOYER_CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"] });

export const desk = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };
