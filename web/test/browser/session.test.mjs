import assert from "node:assert/strict";
import { after, afterEach, before, describe, test } from "node:test";
import { PASSWORD, World, axeFindings, composer, eventually, openChat } from "./support.mjs";

describe("logging in", () => {
  const world = new World();
  before(() => world.start());
  after(() => world.stop());
  afterEach(() => world.closePages());

  const fill = async (page, name, password) => {
    await page.getByRole("textbox", { name: "Login name" }).fill(name);
    await page.getByLabel("Password").fill(password);
    await page.getByRole("button", { name: "Log in" }).click();
  };

  test("tells a wrong password in a sentence, and lets the right one in", async () => {
    const page = await world.page();
    assert.deepEqual(await axeFindings(page), []);
    await fill(page, "ann", "wrong");
    await page.getByRole("alert").filter({ hasText: /wrong/u }).waitFor();
    await fill(page, "ann", PASSWORD);
    await page.getByRole("button", { name: /^You:.*Ann Miller/u }).waitFor();
    await page.reload();
    await page.getByRole("button", { name: /^You:.*Ann Miller/u }).waitFor();
  });

  test("out leads back to the log-in, in every window of that session", async () => {
    const ann = await world.as("ann");
    const second = await ann.context().newPage();
    await second.goto(world.server.url);
    await second.getByRole("button", { name: /^You:/u }).waitFor();
    await openChat(ann, "Bob Stone");
    await composer(ann).fill("nobody is to find this here");
    const left = () => ann.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
    await eventually(async () => /nobody is to find/u.test(await left()), true);
    await ann.getByRole("button", { name: /^You:/u }).click();
    await ann.getByRole("button", { name: "Log out" }).click();
    await ann.getByRole("heading", { name: "Log in" }).waitFor();
    await eventually(async () => /nobody is to find/u.test(await left()), false);
    await second.getByRole("heading", { name: "Log in" }).waitFor();
    await ann.reload();
    await ann.getByRole("heading", { name: "Log in" }).waitFor();
  });

  test("remembers the look that was chosen", async () => {
    const ann = await world.as("ann", { colorScheme: "light" });
    const theme = () => ann.evaluate(() => document.documentElement.dataset.theme);
    await eventually(theme, "light");
    await ann.emulateMedia({ colorScheme: "dark" });
    await eventually(theme, "dark");
    await ann.getByRole("button", { name: /^You:/u }).click();
    await ann.getByRole("radio", { name: "Light" }).check();
    await eventually(theme, "light");
    await ann.reload();
    await eventually(theme, "light");
  });
});

describe("an empty server", () => {
  const world = new World();
  before(() => world.start({ people: false }));
  after(() => world.stop());
  afterEach(() => world.closePages());

  test("is set up by the link it prints, once", async () => {
    const link = /\/setup#\S+/u.exec(world.server.log)?.[0];
    assert.ok(link, `no set-up link in:\n${world.server.log}`);
    const page = await world.page({ path: link });
    await page.getByRole("textbox", { name: "Company" }).fill("Acme");
    assert.deepEqual(await axeFindings(page), []);
    await page.getByRole("textbox", { name: "Your name" }).fill("Ann Miller");
    await page.getByRole("textbox", { name: "Login name" }).fill("ann");
    await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
    await page.getByLabel("Password again").fill(PASSWORD);
    await page.getByRole("button", { name: "Set up" }).click();
    await page.getByRole("button", { name: /^You:.*Ann Miller/u }).waitFor();
    assert.doesNotMatch(page.url(), /setup/u);
    const again = await world.page({ path: link });
    await again.getByRole("heading", { name: "This link does not work" }).waitFor();
  });
});
