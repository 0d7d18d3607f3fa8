// Makes docs/screenshot.png: the app on a desk in light and on a phone in dark, over the demo data of a real server
// (FOYER_BINARY, else build/release/foyer). Run `npm run build` before.
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Server } from "../../tests/support/server.mjs";
import { atRest, launch, desk, phone } from "./chromium.mjs";

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(dirname(web), "docs/screenshot.png");
const server = await new Server({ args: ["--demo", "--assets", join(web, "dist")] }).start();
const browser = await launch();
try {
  const bob = await open("bob");
  const onDesk = await open("ann", { viewport: desk, colorScheme: "light" });
  for (const page of [bob, onDesk]) await readAll(page);
  await (await roomOf(onDesk)).click();
  await bob.getByRole("region", { name: "Rooms" }).getByRole("link", { name: /^Ann/u }).click();
  await bob.getByRole("textbox", { name: /^Message to/u }).fill("Leipzig just called, they have it.");
  await bob.getByRole("textbox", { name: /^Message to/u }).press("Enter");
  await onDesk.getByRole("link", { name: /1 unread/u }).waitFor();
  const onPhone = await open("cat", { viewport: phone, colorScheme: "dark" });
  await (await roomOf(onPhone)).click();
  await onPhone.getByRole("article").first().waitFor();
  await onDesk.getByRole("article").first().waitFor();
  await onDesk.mouse.move(700, 200); // nothing is to look pointed at
  const [wide, narrow] = await Promise.all([onDesk, onPhone].map(async (page) => {
    await atRest(page);
    return (await page.screenshot({ scale: "css" })).toString("base64");
  }));

  const frame = await browser.newPage({ viewport: { width: 1560, height: 900 } });
  await frame.setContent(`<style>
    body { margin: 0; height: 100vh; background: #dce6e3; position: relative; overflow: hidden; }
    img { position: absolute; border-radius: 14px; box-shadow: 0 8px 24px rgb(20 40 36 / 20%); }
    .desk { left: 40px; top: 60px; width: 1200px; }
    .phone { right: 40px; bottom: 50px; width: 300px; border: 7px solid #0c0f10; border-radius: 34px; }
  </style><img class="desk" src="data:image/png;base64,${wide}"><img class="phone" src="data:image/png;base64,${narrow}">`);
  await mkdir(dirname(out), { recursive: true });
  await frame.screenshot({ path: out });
  console.log(out);
} finally {
  await browser.close();
  await server.stop();
}

async function open(login, options = {}) {
  const context = await browser.newContext(options);
  const answer = await context.request.post(`${server.url}/api/session`, { data: { username: login, password: "foyer-demo" } });
  if (!answer.ok()) throw new Error(`login of ${login}: ${answer.status()}`);
  const page = await context.newPage();
  await page.goto(server.url);
  await page.getByRole("tab", { name: "Rooms" }).waitFor();
  return page;
}

// The room of three that the demo data holds.
async function roomOf(page) {
  const link = page.getByRole("region", { name: "Rooms" }).getByRole("link", { name: /catalogue|launch/iu }).first();
  await link.waitFor();
  return link;
}

// Opens every room once, so that what is unread is what somebody has just written.
async function readAll(page) {
  const links = page.getByRole("region", { name: "Rooms" }).getByRole("link");
  await links.first().waitFor();
  for (const name of await links.locator(".item-title").allTextContents()) {
    await links.filter({ hasText: name }).first().click();
    await page.getByRole("article").first().waitFor();
    await page.getByRole("log").evaluate((box) => box.scrollTo(0, box.scrollHeight));
  }
  await page.getByRole("link", { name: /unread/u }).first().waitFor({ state: "detached" });
}
