// A real server with people in it, and pages of the app as those people have them open.
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Server } from "../../../tests/support/server.mjs";
import { atRest, launch, desk, phone } from "../../scripts/chromium.mjs";

export { desk, phone };
export const PASSWORD = "correct horse battery";
const web = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const patienceMs = 30_000;

// Ann, Bob and Cat of Acme, Dan of Globex; Sue supervises Acme. `people` false: an empty server, as after installing it.
export class World {
  #pages = [];
  assets = join(web, "dist");

  async start({ people = true, args = [], media = false } = {}) {
    this.server = new Server({ args: ["--assets", this.assets, ...args] });
    if (people) {
      this.server.addCompany("Acme");
      this.server.addCompany("Globex");
      for (const [login, name] of [["ann", "Ann Miller"], ["bob", "Bob Stone"], ["cat", "Cat Lane"], ["sue", "Sue Vane"]]) this.server.addUser(login, "Acme", name);
      this.server.addUser("dan", "Globex", "Dan Field");
      this.server.grant("sue", "api_chat", "Acme");
    }
    await this.server.start();
    this.browser = await launch({ media });
    return this;
  }

  async stop() {
    await this.browser?.close();
    await this.server?.stop();
  }

  // Opens the app in a browser profile of its own.
  async page({ viewport = desk, path = "/", init, watch, ...options } = {}) {
    const context = await this.browser.newContext({ viewport, reducedMotion: "reduce", ...options });
    if (init) await context.addInitScript(init);
    context.setDefaultTimeout(patienceMs);
    const page = await context.newPage();
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    page.on("console", (message) => { if (/Content Security Policy/u.test(message.text())) page.complaints.push(message.text()); });
    this.#pages.push(page);
    await watch?.(page);
    await page.goto(this.server.url + path);
    return page;
  }

  // The app of somebody who is logged in already.
  async as(login, { path = "", init, ...options } = {}) {
    const context = await this.browser.newContext({ viewport: desk, reducedMotion: "reduce", ...options });
    if (init) await context.addInitScript(init);
    context.setDefaultTimeout(patienceMs);
    const answer = await context.request.post(`${this.server.url}/api/session`, { data: { username: login, password: PASSWORD } });
    if (!answer.ok()) throw new Error(`login of ${login}: ${answer.status()}`);
    const page = await context.newPage();
    page.complaints = [];
    page.on("pageerror", (error) => page.complaints.push(String(error)));
    page.on("console", (message) => { if (/Content Security Policy/u.test(message.text())) page.complaints.push(message.text()); });
    this.#pages.push(page);
    await page.goto(this.server.url + path);
    if (!path) await page.getByRole("tab", { name: "Rooms" }).waitFor();
    return page;
  }

  // Closes what a test has opened; tells of errors that no test has looked at.
  async closePages() {
    const complaints = this.#pages.flatMap((page) => page.complaints);
    for (const page of this.#pages.splice(0)) await page.context().close();
    if (complaints.length > 0) throw new Error(`the page complained: ${complaints.join("\n")}`);
  }
}

// Opens the conversation of two.
export async function openChat(page, name) {
  await page.getByRole("tab", { name: "People" }).click();
  await page.getByRole("region", { name: "Contacts" }).getByRole("button", { name: new RegExp(`^${name}`, "u") }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
  const rooms = page.getByRole("tab", { name: "Rooms" });
  if (await rooms.isVisible()) await rooms.click(); // a phone shows the room alone
}

export const room = (page, name) => page.getByRole("region", { name: "Rooms" }).getByRole("link", { name: new RegExp(name, "u") });
export const composer = (page) => page.getByRole("textbox", { name: /^Message to/u });
export const message = (page, text) => page.getByRole("log").getByRole("article").filter({ hasText: text });
export const banner = (page) => page.getByRole("status", { name: "Connection" });

export async function say(page, text) {
  await composer(page).fill(text);
  await composer(page).press("Enter");
}

// The texts in the list, in order, without times.
export const texts = (page) => page.getByRole("log").locator(".bubble-text").allTextContents();

// Waits until `read` gives what is expected; tells what it gave instead.
export async function eventually(read, expected, patience = patienceMs) {
  const wanted = JSON.stringify(expected);
  const end = Date.now() + patience;
  let got;
  do {
    got = JSON.stringify(await read());
    if (got === wanted) return;
    await new Promise((done) => setTimeout(done, 50));
  } while (Date.now() < end);
  throw new Error(`expected ${wanted}\n     got ${got}`);
}

// Waits until it is not to be seen (any more).
export const gone = (locator) => locator.waitFor({ state: "hidden" });

// In a page: nothing is loaded ahead, as where people save data.
export const savesData = () => Object.defineProperty(navigator, "connection", { value: { saveData: true } });

// What axe finds in the page as it comes to rest, except what is merely a matter of taste.
export async function axeFindings(page) {
  await atRest(page);
  await page.evaluate(await readFile(join(web, "node_modules/axe-core/axe.min.js"), "utf8"));
  const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target).join(", ")}`);
}
