// The browser of the machine, as tests and screenshots start it.
import { chromium } from "playwright-core";

/** `media`: with a camera and a microphone that the browser makes up, allowed without asking. `scrollbars`: with those, as people have them. */
export const launch = ({ media = false, scrollbars = false } = {}) => chromium.launch({
  executablePath: process.env.FOYER_CHROMIUM ?? "/usr/bin/chromium",
  ignoreDefaultArgs: scrollbars ? ["--hide-scrollbars"] : [],
  args: ["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb", ...(media ? mediaArgs : [])],
});

const mediaArgs = ["--use-fake-device-for-media-stream=fps=10", "--use-fake-ui-for-media-stream", "--autoplay-policy=no-user-gesture-required",
  "--auto-select-desktop-capture-source=Entire screen", "--disable-features=WebRtcHideLocalIpsWithMdns"];

/** Waits until the page has been drawn and nothing in it moves any more, except what moves for ever. */
export async function atRest(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity).map(({ finished }) => finished)).then(() => {}));
}

export const desk = { width: 1280, height: 800 };
export const phone = { width: 390, height: 844 };
