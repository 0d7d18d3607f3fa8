// The administration in the app: what an administrator does takes effect on others at once, and nobody else comes in.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { readFile } from "node:fs/promises";
import http from "node:http";
import { after, afterEach, before, describe, test } from "node:test";
import { PASSWORD, World, axeFindings, eventually, message, phone, room, say } from "./support.mjs";

const world = new World();
before(async () => {
  await world.start({ args: ["--webhooks.allow_private", "true"] });
  world.server.grant("ann", "administrator");
  // Another process has written; the server sees it within a second.
  await eventually(async () => (await world.server.logIn("ann")).self.administrator ?? false, true);
});
after(() => world.stop());
afterEach(() => world.closePages());

const loggedOut = (page) => page.getByRole("heading", { name: "Log in" }).waitFor();
const row = (page, table, name) => page.getByRole("table", { name: table }).getByRole("row").filter({ hasText: name });
const dialog = (page, name) => page.getByRole("dialog", { name });
const gone = (page, name) => dialog(page, name).waitFor({ state: "detached" });

async function go(page, path, heading) {
  await page.evaluate((hash) => { location.hash = hash; }, `#/${path}`);
  await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
}

// The page of one account.
async function openUser(page, name) {
  await go(page, "admin/users", "Users");
  await page.getByRole("searchbox", { name: "Search users" }).fill(name);
  await row(page, "Users", name).getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

async function newRoom(page, name, people) {
  await page.getByRole("button", { name: "New room" }).first().click();
  const box = dialog(page, "New room");
  for (const person of people) await box.getByRole("checkbox", { name: person }).check();
  await box.getByRole("switch", { name: "Archive" }).check();
  await box.getByRole("textbox", { name: "Name" }).fill(name);
  await box.getByRole("button", { name: "Create room" }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
}

// What an authenticator app shows now (RFC 6238).
function totp(letters) {
  const bits = [...letters].map((letter) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/gu).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000)));
  const digest = createHmac("sha1", secret).update(step).digest();
  return String((digest.readUInt32BE(digest.at(-1) & 15) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

async function logIn(page, name, password) {
  await page.getByRole("textbox", { name: "Login name" }).fill(name);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log in" }).click();
}

describe("the administration", () => {
  test("is loaded when an administrator goes there, and is for nobody else", async () => {
    const ann = await world.as("ann");
    const late = () => ann.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/lateOffice-")).length);
    await ann.getByRole("button", { name: /^You:/u }).click();
    assert.equal(await late(), 0);
    await ann.getByRole("link", { name: "Administration" }).click();
    await row(ann, "Users", "Bob Stone").waitFor();
    assert.equal(await late(), 1);
    await eventually(() => ann.title(), "Users – Foyer");
    assert.deepEqual(await axeFindings(ann), []);
    await ann.getByRole("link", { name: "Back to the rooms" }).click();
    await ann.getByRole("tab", { name: "Rooms" }).waitFor();

    const bob = await world.as("bob");
    await bob.getByRole("button", { name: /^You:/u }).click();
    await bob.getByRole("link", { name: "Where you are logged in" }).waitFor();
    assert.equal(await bob.getByRole("link", { name: "Administration" }).count(), 0);
    await bob.keyboard.press("Escape");
    await bob.evaluate(() => { location.hash = "#/admin/users"; });
    await bob.getByText("Only administrators manage the server.").waitFor();
    assert.equal(await bob.getByRole("link", { name: "Users" }).count(), 0);
    const refused = await bob.evaluate(async () => (await fetch("/api/v1/users")).status);
    assert.equal(refused, 403);
  });

  test("makes a company and a user, who can log in", async () => {
    const ann = await world.as("ann");
    await go(ann, "admin/companies", "Companies");
    await ann.getByRole("button", { name: "New company" }).click();
    await dialog(ann, "New company").getByRole("textbox", { name: "Name" }).fill("Acme");
    await dialog(ann, "New company").getByRole("button", { name: "Create company" }).click();
    await dialog(ann, "New company").getByRole("alert").waitFor();
    assert.equal(await dialog(ann, "New company").getByRole("textbox", { name: "Name" }).inputValue(), "Acme", "nothing that was typed is lost");
    await dialog(ann, "New company").getByRole("button", { name: "Cancel" }).click();
    await ann.getByRole("button", { name: "New company" }).click();
    assert.equal(await dialog(ann, "New company").getByRole("alert").count(), 0, "an old refusal is not told again");
    await dialog(ann, "New company").getByRole("textbox", { name: "Name" }).fill("Cyber");
    await dialog(ann, "New company").getByRole("switch", { name: "Show supervision" }).check();
    await dialog(ann, "New company").getByRole("textbox", { name: "Language of messages to guests" }).fill("de");
    await dialog(ann, "New company").getByRole("button", { name: "Create company" }).click();
    await row(ann, "Companies", "Cyber").filter({ hasText: "Shown to members" }).filter({ hasText: "German" }).waitFor();
    await ann.getByRole("button", { name: "Edit Cyber" }).click();
    await dialog(ann, "Edit company").getByRole("textbox", { name: "Name" }).fill("Cybernet");
    await dialog(ann, "Edit company").getByRole("button", { name: "Save" }).click();
    await row(ann, "Companies", "Cybernet").getByRole("link", { name: "0 people of Cybernet" }).click();
    await ann.getByText("No users yet").waitFor();

    await ann.getByRole("button", { name: "New user" }).click();
    const box = dialog(ann, "New user");
    await box.getByRole("textbox", { name: "Login name" }).fill("fay");
    await box.getByRole("textbox", { name: "Name", exact: true }).fill("Fay Wood");
    await box.getByRole("button", { name: "Generate" }).click();
    const password = await box.getByRole("textbox", { name: "Password" }).inputValue();
    assert.match(password, /^\w{4}-\w{4}-\w{4}-\w{4}$/u);
    assert.deepEqual(await axeFindings(ann), []);
    await box.getByRole("button", { name: "Create user" }).click();
    assert.equal(await dialog(ann, "Tell them how to log in").getByRole("textbox", { name: "Password" }).inputValue(), password);
    await dialog(ann, "Tell them how to log in").getByRole("button", { name: "Done" }).click();
    await row(ann, "Users", "Fay Wood").filter({ hasText: "Cybernet" }).waitFor();

    const fay = await world.page();
    await logIn(fay, "fay", password);
    await fay.getByRole("button", { name: /^You:.*Fay Wood/u }).waitFor();
  });

  test("sets a new password: the old one and what it opened are over", async () => {
    const ann = await world.as("ann");
    const cat = await world.as("cat");
    await openUser(ann, "Cat Lane");
    await ann.getByRole("button", { name: "New password" }).click();
    const box = dialog(ann, "New password for Cat Lane");
    await box.getByRole("textbox", { name: "Password" }).fill("short");
    await box.getByRole("button", { name: "Set password" }).click();
    await box.getByRole("alert").waitFor();
    await box.getByRole("textbox", { name: "Password" }).fill("another long secret");
    await box.getByRole("button", { name: "Set password" }).click();
    await dialog(ann, "Tell them how to log in").getByRole("button", { name: "Done" }).click();
    await loggedOut(cat);
    await logIn(cat, "cat", PASSWORD);
    await cat.getByRole("alert").waitFor();
    await logIn(cat, "cat", "another long secret");
    await cat.getByRole("button", { name: /^You:.*Cat Lane/u }).waitFor();
  });

  test("disables an account, which is out at once, and enables it again", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await openUser(ann, "Bob Stone");
    await ann.getByRole("switch", { name: "Can log in" }).click();
    await dialog(ann, "Disable Bob Stone?").getByRole("button", { name: "Cancel" }).click();
    assert.equal(await ann.getByRole("switch", { name: "Can log in" }).isChecked(), true);
    await ann.getByRole("switch", { name: "Can log in" }).click();
    await dialog(ann, "Disable Bob Stone?").getByRole("button", { name: "Disable" }).click();
    await loggedOut(bob);
    await logIn(bob, "bob", PASSWORD);
    await bob.getByRole("alert").waitFor();
    await gone(ann, "Disable Bob Stone?");
    await ann.getByRole("switch", { name: "Can log in" }).click();
    await eventually(() => ann.getByRole("switch", { name: "Can log in" }).isChecked(), true);
    await logIn(bob, "bob", PASSWORD);
    await bob.getByRole("button", { name: /^You:.*Bob Stone/u }).waitFor();

    await openUser(ann, "Ann Miller");
    assert.equal(await ann.getByRole("switch", { name: "Can log in" }).isDisabled(), true, "nobody locks himself out");
  });

  test("grants supervision of a company, and takes it back", async () => {
    const ann = await world.as("ann");
    const dan = await world.as("dan");
    await newRoom(ann, "Plans", ["Bob Stone", "Sue Vane"]);
    await openUser(ann, "Dan Field");
    await ann.getByRole("combobox", { name: "Company to supervise" }).selectOption("Acme");
    await ann.getByRole("button", { name: "Grant supervision" }).click();
    const watched = dan.getByRole("region", { name: "Watching" }).getByRole("link", { name: /Plans/u });
    await watched.waitFor();
    await ann.getByRole("button", { name: "Take back the supervision of Acme" }).click();
    await watched.waitFor({ state: "detached" });
  });

  test("has members of a company see that their rooms are supervised", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await newRoom(bob, "Watched over", ["Ann Miller"]);
    const told = bob.getByText("A supervisor may read along");
    assert.equal(await told.count(), 0);
    for (const shown of [true, false]) {
      await go(ann, "admin/companies", "Companies");
      await ann.getByRole("button", { name: "Edit Acme" }).click();
      await dialog(ann, "Edit company").getByRole("switch", { name: "Show supervision" }).setChecked(shown);
      await dialog(ann, "Edit company").getByRole("button", { name: "Save" }).click();
      await gone(ann, "Edit company");
      await told.waitFor({ state: shown ? "visible" : "detached" });
    }
  });

  test("ends a session: that browser is out, the other one stays", async () => {
    const ann = await world.as("ann");
    const stays = await world.as("sue");
    const goes = await world.as("sue");
    await openUser(ann, "Sue Vane");
    const table = ann.getByRole("table", { name: "Sessions" });
    await eventually(() => table.getByRole("button", { name: /^End the session/u }).count(), 2);
    await table.getByRole("button", { name: /^End the session/u }).first().click(); // newest first
    await loggedOut(goes);
    await eventually(() => table.getByRole("button", { name: /^End the session/u }).count(), 1);
    await stays.getByRole("tab", { name: "Rooms" }).waitFor();
    await ann.getByRole("button", { name: "End all sessions" }).click();
    await dialog(ann, "End all sessions of Sue Vane?").getByRole("button", { name: "End them" }).click();
    await loggedOut(stays);
    await ann.getByText("Is logged in nowhere.").waitFor();
  });

  test("switches a lost second factor off", async () => {
    const { token } = await world.server.logIn("sue");
    const ask = async (path, body) => (await fetch(world.server.url + path, { method: "POST", headers: { authorization: `Bearer ${token}`, "content-type": "application/json" }, body: JSON.stringify(body) })).json();
    const { letters } = await ask("/api/second-factor/start", { password: PASSWORD });
    assert.equal((await ask("/api/second-factor/confirm", { code: totp(letters) })).codes.length > 0, true);
    await assert.rejects(world.server.logIn("sue"), /second_factor_needed/u);
    const ann = await world.as("ann");
    await openUser(ann, "Sue Vane");
    await ann.getByRole("button", { name: "Switch off the second factor" }).click();
    await dialog(ann, "Switch off the second factor?").getByRole("button", { name: "Switch off" }).click();
    await gone(ann, "Switch off the second factor?");
    assert.equal((await world.server.logIn("sue")).self.uname, "sue");
  });

  test("imports accounts: faults first, then all of them", async () => {
    const ann = await world.as("ann");
    await go(ann, "admin/users", "Users");
    await ann.getByRole("button", { name: "Import" }).click();
    const box = dialog(ann, "Import users");
    await box.getByRole("combobox", { name: "Company" }).selectOption("Globex");
    await box.getByRole("textbox", { name: "Or paste the lines" }).fill("login,name\ngil,Gil Adair\nbob,Bob Again\n");
    await box.getByRole("button", { name: "Check" }).click();
    await box.getByRole("list", { name: "Faults" }).getByText(/^Line 3:/u).waitFor();
    assert.deepEqual(await axeFindings(ann), []);
    await box.getByRole("textbox", { name: "Or paste the lines" }).fill("login,name\ngil,Gil Adair\ngus,Gus Rossi\n");
    await box.getByRole("button", { name: "Check" }).click();
    await box.getByRole("button", { name: "Import 2 accounts" }).click();
    await box.getByText("2 accounts were created.").waitFor();
    const [saved] = await Promise.all([ann.waitForEvent("download"), box.getByRole("button", { name: "Save passwords" }).click()]);
    const [, line] = (await readFile(await saved.path(), "utf8")).split("\r\n");
    const [login, password] = line.split(",");
    assert.equal((await world.server.logIn(login, password)).self.name, "Gil Adair");
    await box.getByRole("button", { name: "Done" }).click();
    await row(ann, "Users", "Gus Rossi").waitFor();
  });
});

describe("webhooks", () => {
  const came = [];
  const receiver = http.createServer((request, answer) => {
    let body = "";
    request.setEncoding("utf8").on("data", (chunk) => { body += chunk; });
    request.on("end", () => {
      came.push({ event: request.headers["x-foyer-event"], signature: request.headers["x-foyer-signature"], body: JSON.parse(body) });
      answer.writeHead(204).end();
    });
  });
  before(() => new Promise((done) => receiver.listen(0, "127.0.0.1", done)));
  after(() => new Promise((done) => { receiver.closeAllConnections(); receiver.close(done); }));

  test("are made, tested, told what happens, renewed and deleted", async () => {
    const ann = await world.as("ann");
    await go(ann, "admin/webhooks", "Webhooks");
    await ann.getByText("No webhooks").waitFor();
    await ann.getByRole("button", { name: "New webhook" }).click();
    const box = dialog(ann, "New webhook");
    await box.getByRole("textbox", { name: "Address" }).fill("ftp://nowhere");
    await box.getByRole("button", { name: "Create webhook" }).click();
    await box.getByRole("alert").waitFor();
    await box.getByRole("textbox", { name: "Address" }).fill(`http://127.0.0.1:${receiver.address().port}/hook`);
    await box.getByRole("combobox", { name: "Company" }).selectOption("Acme");
    await box.getByRole("button", { name: "Create webhook" }).click();
    const secret = await dialog(ann, "The webhook's secret").getByRole("textbox", { name: "Secret" }).inputValue();
    assert.ok(secret.length >= 20);
    await dialog(ann, "The webhook's secret").getByRole("button", { name: "Done" }).click();
    await row(ann, "Webhooks", "/hook").getByRole("link").click();

    await ann.getByRole("button", { name: "Send a test" }).click();
    await ann.getByText("The test has arrived: the program answered with status 204.").waitFor();
    assert.equal(came[0].event, "test");
    assert.match(came[0].signature, /^t=\d+,v1=[0-9a-f]{64}$/u);
    await row(ann, "Deliveries", "Test").filter({ hasText: "Delivered" }).waitFor();
    assert.deepEqual(await axeFindings(ann), []);

    const bob = await world.as("bob");
    await newRoom(bob, "Told of", ["Ann Miller"]);
    await say(bob, "for the program");
    await eventually(() => came.some(({ event, body }) => event === "message.posted" && body.message?.text === "for the program"), true);
    await eventually(async () => {
      await ann.getByRole("button", { name: "Look again" }).click();
      return row(ann, "Deliveries", "A message was posted").filter({ hasText: "Delivered" }).count();
    }, 1);

    await ann.getByRole("button", { name: "New secret" }).click();
    await dialog(ann, "Make a new secret?").getByRole("button", { name: "Make a new secret" }).click();
    assert.notEqual(await dialog(ann, "The webhook's secret").getByRole("textbox", { name: "Secret" }).inputValue(), secret);
    await dialog(ann, "The webhook's secret").getByRole("button", { name: "Done" }).click();
    await ann.getByRole("button", { name: "Edit" }).click();
    await dialog(ann, "Edit webhook").getByRole("switch", { name: "Active" }).uncheck();
    await dialog(ann, "Edit webhook").getByRole("button", { name: "Save" }).click();
    await gone(ann, "Edit webhook");
    await ann.getByText("Off", { exact: true }).waitFor();
    await ann.getByRole("button", { name: "Delete" }).click();
    await dialog(ann, "Delete this webhook?").getByRole("button", { name: "Delete" }).click();
    await ann.getByText("No webhooks").waitFor();
  });
});

describe("all rooms", () => {
  test("are exported and closed, and the audit log says by whom", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await newRoom(bob, "Old matters", ["Sue Vane"]);
    await say(bob, "the last <b>word</b>");
    await message(bob, "the last").waitFor();
    await go(ann, "admin/rooms", "Rooms");
    await ann.getByRole("searchbox", { name: "Search rooms" }).fill("old matters");
    await ann.getByRole("button", { name: "Export Old matters" }).click();
    for (const [format, expected] of [["Page for a browser", /the last &#60;b&#62;word/u], ["Text", /Bob Stone: the last <b>word/u], ["JSON Lines", /"text":"the last <b>word<\/b>"/u]]) {
      const box = dialog(ann, "Export Old matters");
      if ((await box.count()) === 0) await ann.getByRole("button", { name: "Export Old matters" }).click();
      await box.getByRole("radio", { name: format }).check();
      const [saved] = await Promise.all([ann.waitForEvent("download"), box.getByRole("button", { name: "Export" }).click()]);
      assert.match(saved.suggestedFilename(), /^Old matters\.(?:html|txt|jsonl)$/u);
      assert.match(await readFile(await saved.path(), "utf8"), expected);
      await gone(ann, "Export Old matters");
    }
    assert.deepEqual(await axeFindings(ann), []);

    await ann.getByRole("button", { name: "Close Old matters" }).click();
    await dialog(ann, "Close Old matters?").getByRole("button", { name: "Close room" }).click();
    await row(ann, "Rooms", "Old matters").filter({ hasText: "Closed" }).waitFor();
    await bob.getByText("This room is not here any more").waitFor();
    await eventually(() => room(bob, "Old matters").count(), 0);

    await go(ann, "admin/audit", "Audit log");
    await row(ann, "Entries", "Room closed").filter({ hasText: "Old matters" }).filter({ hasText: "Ann Miller" }).waitFor();
    await ann.getByRole("combobox", { name: "What was done" }).selectOption("Room exported");
    await row(ann, "Entries", "Room exported").filter({ hasText: "Old matters" }).first().waitFor();
    await eventually(() => row(ann, "Entries", "Room closed").count(), 0);
    await ann.getByRole("textbox", { name: "By whom (login name)" }).fill("nobody");
    await ann.getByRole("button", { name: "Show" }).click();
    await ann.getByText("Nobody has the login name “nobody”.").waitFor();
    await ann.getByRole("textbox", { name: "By whom (login name)" }).fill("bob");
    await ann.getByRole("button", { name: "Show" }).click();
    await ann.getByText("Nothing that was done fits.").waitFor();
    assert.deepEqual(await axeFindings(ann), []);
  });

  test("show who invited whom, and an invitation is withdrawn", async () => {
    const ann = await world.as("ann");
    const bob = await world.as("bob");
    await newRoom(bob, "With guests", ["Sue Vane"]);
    await bob.getByRole("button", { name: /^People/u }).click();
    await bob.getByRole("button", { name: "Invite a guest" }).click();
    await dialog(bob, "Invite a guest").getByRole("textbox", { name: "Name" }).fill("Gus Müller");
    await dialog(bob, "Invite a guest").getByRole("button", { name: "Invite" }).click();
    await dialog(bob, "Guest invited").getByRole("button", { name: "Done" }).click();
    await go(ann, "admin/invitations", "Invitations");
    await row(ann, "Invitations", "Gus Müller").filter({ hasText: "Bob Stone" }).filter({ hasText: "Not used yet" }).waitFor();
    assert.deepEqual(await axeFindings(ann), []);
    await ann.getByRole("button", { name: "Withdraw the invitation of Gus Müller" }).click();
    await dialog(ann, "Withdraw the invitation of Gus Müller?").getByRole("button", { name: "Withdraw" }).click();
    await row(ann, "Invitations", "Gus Müller").filter({ hasText: "Withdrawn" }).waitFor();
    await bob.getByRole("region", { name: "Invitations" }).getByText("Withdrawn").waitFor();
  });
});

describe("the server", () => {
  test("shows its limits, and logs more or less", async () => {
    const ann = await world.as("ann");
    await go(ann, "admin/server", "Server");
    await row(ann, "Limits", "http.connections").first().waitFor();
    await ann.getByRole("searchbox", { name: "Search limits" }).fill("http.body");
    await row(ann, "Limits", "http.body_bytes").filter({ hasText: "1.0 MB" }).waitFor();
    await ann.getByRole("radio", { name: "Everything" }).click();
    await eventually(() => ann.getByRole("radio", { name: "Everything" }).isChecked(), true);
    await eventually(() => ann.getByRole("radio", { name: "Everything" }).isEnabled(), true);
    assert.deepEqual(await axeFindings(ann), []);
    await ann.reload();
    await eventually(() => ann.getByRole("radio", { name: "Everything" }).isChecked(), true);
    await ann.getByRole("radio", { name: "Events" }).click();
    await eventually(() => ann.getByRole("radio", { name: "Events" }).isChecked(), true);
  });
});

describe("the lists", () => {
  test("fit into a small window with all of their buttons", async () => {
    const ann = await world.as("ann");
    await newRoom(ann, "Fitting", ["Bob Stone"]);
    await ann.getByRole("button", { name: /^People \(/u }).click();
    await ann.getByRole("button", { name: "Invite a guest" }).click();
    await dialog(ann, "Invite a guest").getByRole("textbox", { name: "Name" }).fill("Gil Fit");
    await dialog(ann, "Invite a guest").getByRole("button", { name: "Invite", exact: true }).click();
    await ann.getByRole("dialog").getByRole("button", { name: "Done" }).click();
    await ann.setViewportSize({ width: 1024, height: 700 });
    for (const [path, title] of [["companies", "Companies"], ["users", "Users"], ["rooms", "Rooms"], ["invitations", "Invitations"]]) {
      await go(ann, `admin/${path}`, title);
      const table = ann.getByRole("table", { name: title });
      await table.waitFor();
      const over = await table.evaluate((each) => [each.parentElement.scrollWidth - each.parentElement.clientWidth, document.documentElement.scrollWidth - innerWidth]);
      assert.deepEqual(over, [0, 0], `${title} is too wide`);
    }
  });
});

describe("the own account", () => {
  test("shows where one is logged in, and ends it elsewhere", async () => {
    const here = await world.as("bob", { viewport: phone });
    const there = await world.as("bob");
    await here.getByRole("button", { name: /^You:/u }).click();
    await here.getByRole("link", { name: "Where you are logged in" }).click();
    await here.getByRole("heading", { name: "Where you are logged in", level: 1 }).waitFor();
    const others = here.getByRole("button", { name: /^End the session/u });
    await eventually(async () => (await others.count()) >= 1, true);
    assert.equal(await row(here, "Sessions", "This one").count(), 1);
    assert.deepEqual(await axeFindings(here), []);
    await here.getByRole("button", { name: "End all others" }).click();
    await dialog(here, "End all other sessions?").getByRole("button", { name: "End them" }).click();
    await loggedOut(there);
    await eventually(() => others.count(), 0);
    await here.reload();
    await row(here, "Sessions", "This one").waitFor();
  });

  test("makes a key for a program, shown once, and revokes it; the administrator sees and revokes one, too", async () => {
    const bob = await world.as("bob");
    await go(bob, "account/keys", "API keys");
    await bob.getByText("No keys yet").waitFor();
    const make = async (name) => {
      await bob.getByRole("button", { name: "New key" }).click();
      const box = dialog(bob, "New API key");
      assert.equal(await box.getByRole("checkbox", { name: "Administration" }).count(), 0, "he is none");
      await box.getByRole("textbox", { name: "Name" }).fill(name);
      await box.getByRole("combobox", { name: "Expires after" }).selectOption("30 days");
      await box.getByRole("button", { name: "Create key" }).click();
      const token = await dialog(bob, "Your new key").getByRole("textbox", { name: "API key" }).inputValue();
      await dialog(bob, "Your new key").getByRole("button", { name: "Done" }).click();
      await row(bob, "API keys", name).waitFor();
      return token;
    };
    const status = async (token) => (await fetch(`${world.server.url}/api/v1/me`, { headers: { authorization: `Bearer ${token}` } })).status;
    const token = await make("Robot");
    assert.match(token, /^fk_/u);
    assert.equal(await status(token), 200);
    assert.deepEqual(await axeFindings(bob), []);
    await bob.getByRole("button", { name: "Revoke Robot" }).click();
    await dialog(bob, "Revoke Robot?").getByRole("button", { name: "Revoke" }).click();
    await bob.getByText("No keys yet").waitFor();
    assert.equal(await status(token), 401);

    const second = await make("Second robot");
    const ann = await world.as("ann");
    await openUser(ann, "Bob Stone");
    await ann.getByRole("button", { name: "Revoke Second robot" }).click();
    await dialog(ann, "Revoke Second robot?").getByRole("button", { name: "Revoke" }).click();
    await ann.getByText("No API keys.").waitFor();
    assert.equal(await status(second), 401);
  });
});
