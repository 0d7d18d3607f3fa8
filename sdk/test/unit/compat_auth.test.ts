// Contract 8: IPCortex.PBX.Auth.
import assert from "node:assert/strict";
import { test } from "node:test";
import type { Room } from "../../src/compat/room.js";
import { watch } from "../support/client_world.js";
import { page, startedPage } from "../support/page_world.js";
import { MemoryStore, type World } from "../support/world.js";
import { ME, oneToOne } from "../support/wire_peer.js";

const TOKEN_KEY = "foyer:https://foyer.example::token";
const LOGIN_KEY = "foyer:https://foyer.example::login";
const posts = (world: World) => world.requests.filter((request) => request.method === "POST").map((request) => JSON.parse(request.body!) as Record<string, unknown>);
const code = (result: { error?: unknown }) => (result.error as { code?: string } | undefined)?.code;

test("setHost: a resolved Promise; with or without scheme and slash", async () => {
  const { PBX } = page({ host: "" });
  assert.equal(await PBX.Auth.setHost("https://other.example/"), undefined);
  assert.equal(PBX.Auth.host, "https://other.example");
  await PBX.Auth.setHost("third.example");
  assert.equal(PBX.Auth.host, "https://third.example");
});

test("login with name and password; id, uname, name, company; null when logged out", async () => {
  const { world, PBX } = page();
  assert.deepEqual([PBX.Auth.id, PBX.Auth.uname, PBX.Auth.name, PBX.Auth.company], [null, null, null, null]);
  const done = PBX.Auth.login({ username: "ann", password: "secret" });
  await world.pass(10);
  assert.equal(await done, undefined);
  assert.deepEqual([PBX.Auth.id, PBX.Auth.uname, PBX.Auth.name, PBX.Auth.company, PBX.Auth.host], [ME, "ann", "Ann", 3, "https://foyer.example"]);
  assert.deepEqual(posts(world), [{ username: "ann", password: "secret", bearer: true }]);
  const info = PBX.Auth.getUserInfo();
  assert.deepEqual([info.id, info.name], [ME, "Ann"]);
  assert.deepEqual(await info, { id: ME, uname: "ann", name: "Ann", company: 3, companyName: "Acme", email: "ann@acme.example" });
});

test("login refused: the code, the sentence, and login(cb, options) calls back (false, reason)", async () => {
  const { world, PBX } = page();
  world.onRequest = () => ({ status: 401, text: '{"error":{"code":"wrong_credentials","sentence":"The name or the password is wrong."}}' });
  const calls: unknown[] = [];
  const refused = watch(PBX.Auth.login((...args: unknown[]) => calls.push(args), { username: "ann", password: "wrong" }));
  await world.pass(10);
  assert.equal(code(refused), "wrong_credentials");
  assert.deepEqual(calls, [[false, "The name or the password is wrong."]]);
});

test("login(cb, options) and the old login(user, password, flag, cb)", async () => {
  for (const login of [
    (PBX: ReturnType<typeof page>["PBX"], cb: (ok: boolean, reason: string) => unknown) => PBX.Auth.login(cb, { username: "ann", password: "secret" }),
    (PBX: ReturnType<typeof page>["PBX"], cb: (ok: boolean, reason: string) => unknown) => PBX.Auth.login("ann", "secret", false, cb),
    (PBX: ReturnType<typeof page>["PBX"], cb: (ok: boolean, reason: string) => unknown) => PBX.Auth.login("ann", "secret", true, cb),
  ]) {
    const { world, PBX } = page();
    const calls: unknown[][] = [];
    void login(PBX, (...args: unknown[]) => calls.push(args));
    await world.pass(10);
    assert.deepEqual(calls, [[true, ""]]);
    assert.equal(posts(world)[0]!["username"], "ann");
    assert.equal(PBX.Auth.id, ME);
  }
});

test("login resolves at once if a session exists: nothing is asked", async () => {
  const { world, PBX } = await startedPage();
  const before = world.requests.length;
  const done = watch(PBX.Auth.login());
  await world.pass(10);
  assert.equal(done.state, "resolved");
  assert.equal(world.requests.length, before);
});

test("a reload stays logged in: the bearer token is kept for the tab", async () => {
  const first = page();
  void first.PBX.Auth.login({ username: "ann", password: "secret" });
  await first.world.pass(10);
  const second = page({ prepare: (_, world) => (world.tabStore = first.world.tabStore) });
  const done = watch(second.PBX.Auth.login());
  await second.world.pass(10);
  assert.equal(done.state, "resolved");
  assert.equal(second.PBX.Auth.id, ME);
  assert.equal(second.world.requests[0]!.headers["Authorization"], "Bearer bearer-1");
});

test("a remembered login is taken up, and replaced by the new token", async () => {
  const { world, PBX } = page({ prepare: (_, w) => w.keptStore!.set(LOGIN_KEY, "remembered-1") });
  const answer = world.onRequest;
  world.onRequest = (request) => {
    const given = answer(request);
    return request.method === "POST" ? { ...given, text: JSON.stringify({ ...JSON.parse(given.text), loginToken: "remembered-2" }) } : given;
  };
  const done = watch(PBX.Auth.login());
  await world.pass(10);
  assert.equal(done.state, "resolved");
  assert.equal(posts(world)[0]!["loginToken"], "remembered-1");
  assert.equal(world.keptStore!.get(LOGIN_KEY), "remembered-2");
});

test("a remembered login that is no longer good is forgotten", async () => {
  const { world, PBX } = page({ prepare: (_, w) => w.keptStore!.set(LOGIN_KEY, "revoked") });
  world.onRequest = () => ({ status: 401, text: '{"error":{"code":"not_logged_in"}}' });
  const done = watch(PBX.Auth.login());
  await world.pass(10);
  assert.equal(code(done), "not_logged_in");
  assert.equal(world.keptStore!.get(LOGIN_KEY), undefined);
});

test("checkonly: resolves if logged in, else rejects; never asks", async () => {
  let asked = 0;
  const { world, PBX } = page({ askByOverlay: () => ((asked += 1), Promise.reject(new Error("cancelled"))) });
  const before = watch(PBX.Auth.login({ checkonly: true }));
  await world.pass(10);
  assert.equal(before.state, "rejected");
  void PBX.Auth.login({ username: "ann", password: "secret" });
  await world.pass(10);
  const after = watch(PBX.Auth.login({ checkonly: true }));
  await world.pass(10);
  assert.equal(after.state, "resolved");
  assert.equal(asked, 0);
});

test("without a session the overlay asks; what it hands over is used, and kept when remembered", async () => {
  const asked: unknown[] = [];
  const { world, PBX } = page({
    askByOverlay: async (...args) => {
      asked.push(args);
      return { token: "bearer-9", loginToken: "remember-9" };
    },
  });
  const [done, also] = [watch(PBX.Auth.login()), watch(PBX.Auth.login())];
  await world.pass(10);
  assert.deepEqual([done.state, also.state], ["resolved", "resolved"]);
  assert.deepEqual(asked, [["https://foyer.example", "", true]]);
  assert.equal(PBX.Auth.id, ME);
  assert.equal(world.requests.at(-1)!.headers["Authorization"], "Bearer bearer-9");
  assert.equal(world.tabStore!.get(TOKEN_KEY), "bearer-9");
  assert.equal(world.keptStore!.get(LOGIN_KEY), "remember-9");
});

test("a cancelled overlay rejects; nodom never shows it", async () => {
  const { world, PBX } = page({ askByOverlay: () => Promise.reject(new Error("cancelled")) });
  const cancelled = watch(PBX.Auth.login());
  const quiet = watch(PBX.Auth.login({ nodom: true }));
  await world.pass(10);
  assert.equal((cancelled.error as Error).message, "cancelled");
  assert.equal(code(quiet), "not_logged_in");
});

test("token logs in, tokenCB hands one out", async () => {
  const { world, PBX } = page();
  const answer = world.onRequest;
  world.onRequest = (request) => ({ status: 200, text: JSON.stringify({ ...JSON.parse(answer(request).text), loginToken: "login-2" }) });
  const tokens: string[] = [];
  void PBX.Auth.login({ username: "ann", password: "secret", tokenCB: (token: string) => tokens.push(token) });
  await world.pass(10);
  assert.deepEqual(tokens, ["login-2"]);
  assert.equal(posts(world)[0]!["remember"], true);
  const other = page();
  void other.PBX.Auth.login({ token: "login-2" });
  await other.world.pass(10);
  assert.equal(other.PBX.Auth.id, ME);
  assert.deepEqual(posts(other.world), [{ loginToken: "login-2", bearer: true }]);
});

test("on a page of the server itself the cookie speaks: no bearer token anywhere", async () => {
  const { world, peer, PBX } = page({ prepare: (_, w) => (w.pageOrigin = "https://foyer.example") });
  const answer = world.onRequest;
  world.onRequest = (request) => ({ status: 200, text: answer({ ...request, headers: { Authorization: "the cookie" } }).text.replace(/,"token":"[^"]*"/, "") });
  void PBX.Auth.login({ username: "ann", password: "secret" }).then(() => PBX.startFeed());
  await world.pass(50);
  assert.equal(posts(world)[0]!["bearer"], undefined);
  assert.ok(world.requests.every((request) => request.headers["Authorization"] === undefined));
  assert.equal(peer.hellos[0]!.token, "");
  assert.equal(world.tabStore!.values.size, 0);
});

test("a sub-ID isolates the session: its own key, its own cookie", async () => {
  const { world, PBX } = page();
  assert.equal(PBX.Auth.getSubID(), "");
  void PBX.Auth.login({ username: "ann", password: "secret", subid: "kiosk" });
  await world.pass(10);
  assert.equal(PBX.Auth.getSubID(), "kiosk");
  assert.equal(posts(world)[0]!["subid"], "kiosk");
  assert.equal(world.tabStore!.get("foyer:https://foyer.example:kiosk:token"), "bearer-1");
  const sameOrigin = page({ prepare: (_, w) => (w.pageOrigin = "https://foyer.example") });
  const check = watch(sameOrigin.PBX.Auth.login({ subid: "kiosk", checkonly: true }));
  await sameOrigin.world.pass(10);
  assert.equal(sameOrigin.world.requests[0]!.url, "https://foyer.example/api/session?subid=kiosk");
  assert.equal(check.state, "rejected");
});

test("a sub-ID may hold anything; true makes one up", async () => {
  const { world, PBX } = page();
  void PBX.Auth.login({ username: "ann", password: "secret", subid: "tab 1/ä" });
  await world.pass(10);
  assert.match(PBX.Auth.getSubID(), /^[A-Za-z0-9_-]{1,64}$/);
  void PBX.Auth.login({ username: "ann", password: "secret", subid: true });
  await world.pass(10);
  assert.match(PBX.Auth.getSubID(), /^[A-Za-z0-9_-]{1,64}$/);
});

test("a sub-ID is what the page gave, and means the same session when it is given again", async () => {
  const { world, PBX } = page();
  const giveAgain = async (subid: string | boolean) => {
    void PBX.Auth.login({ username: "ann", password: "secret", subid });
    await world.pass(10);
    return PBX.Auth.getSubID();
  };
  assert.equal(await giveAgain("my_tab-2"), "my_tab-2");
  const made = await giveAgain("tab 1/ä");
  assert.equal(await giveAgain(made), made);
  assert.equal(await giveAgain(false), made, "as if left out");
});

test("a reload with the same sub-ID stays logged in, and one without it, too", async () => {
  const { world, PBX } = page();
  void PBX.Auth.login({ username: "ann", password: "secret" });
  await world.pass(10);
  void PBX.Auth.login({ username: "ann", password: "secret", subid: "kiosk" });
  await world.pass(10);
  for (const options of [{ subid: "kiosk", checkonly: true }, { checkonly: true }]) {
    const again = page({ prepare: (_, w) => (w.tabStore = world.tabStore) });
    const check = watch(again.PBX.Auth.login(options));
    await again.world.pass(10);
    assert.equal(check.state, "resolved", JSON.stringify(options));
  }
});

test("a tokenCB that throws is reported, and the login stands; without a token it is not called", async () => {
  const { world, logger, PBX } = page({ askByOverlay: async () => ({ token: "bearer-9", loginToken: "" }) });
  const tokens: string[] = [];
  const asked = watch(PBX.Auth.login({ tokenCB: (token: string) => tokens.push(token) }));
  await world.pass(10);
  assert.deepEqual([asked.state, tokens], ["resolved", []], "the person does not want to stay logged in");
  const answer = world.onRequest;
  world.onRequest = (request) => ({ status: 200, text: JSON.stringify({ ...JSON.parse(answer(request).text), loginToken: "login-2" }) });
  const thrown = watch(
    PBX.Auth.login({
      username: "ann",
      password: "secret",
      tokenCB() {
        throw new Error("the page's own");
      },
    }),
  );
  await world.pass(10);
  assert.equal(thrown.state, "resolved");
  assert.deepEqual(logger.of("error"), ["a function of the page threw"]);
});

test("exit goes offline first and leaves the session; with {logout: true} it ends it", async () => {
  const { world, peer, PBX } = await startedPage((p) => (p.rooms = [{ room: oneToOne(1) }]), []);
  const exited = watch(PBX.Auth.exit());
  await world.pass(10);
  assert.equal(exited.state, "resolved");
  assert.equal(peer.asked("bye").length, 1);
  assert.equal(PBX.Auth.id, ME);
  assert.ok(world.requests.every((request) => request.method !== "DELETE"));
  const out = watch(PBX.Auth.exit({ logout: true }));
  await world.pass(10);
  assert.equal(out.state, "resolved");
  assert.equal(PBX.Auth.id, null);
  assert.equal(world.requests.at(-1)!.method, "DELETE");
});

test("logout: offline first, the session ends, rooms die, nothing is kept", async () => {
  const { world, peer, PBX } = await startedPage((p) => (p.rooms = [{ room: oneToOne(1) }]), []);
  world.keptStore!.set(LOGIN_KEY, "remembered");
  const states: string[] = [];
  PBX.rooms[0]!.addListener("update", (room: Room) => states.push(room.state));
  await world.pass(10);
  states.length = 0;
  const out = watch(PBX.Auth.logout());
  await world.pass(10);
  assert.equal(out.state, "resolved");
  assert.equal(peer.asked("bye").length, 1);
  assert.equal(world.requests.at(-1)!.headers["Authorization"], "Bearer bearer-1");
  assert.deepEqual(states, ["closed", "dead"]);
  assert.deepEqual([PBX.rooms, PBX.contacts, PBX.Auth.id], [[], [], null]);
  assert.equal(world.keptStore!.get(LOGIN_KEY), undefined);
  assert.equal(world.tabStore!.get(TOKEN_KEY), undefined);
});

test("after logging out another user may log in: nothing of the first is left", async () => {
  const { world, peer, PBX } = await startedPage((p) => (p.rooms = [{ room: oneToOne(1) }]), []);
  void PBX.Auth.logout();
  await world.pass(10);
  peer.self = { ...peer.self, contactId: 8, uname: "bob", name: "Bob" };
  peer.rooms = [{ room: oneToOne(2) }];
  const started = PBX.Auth.login({ username: "bob", password: "x" }).then(() => PBX.startFeed());
  await world.pass(50);
  await started;
  assert.equal(PBX.Auth.id, 8);
  assert.deepEqual(PBX.rooms.map((room) => [room.roomID, room.label]), [[2, "Ann"]]);
  assert.deepEqual(peer.hellos.at(-1)!.cursors, []);
});

test("without storage everything works, but for remembering", async () => {
  const { world, PBX } = page({
    prepare: (_, w) => {
      w.tabStore = undefined;
      w.keptStore = undefined;
    },
  });
  const done = watch(PBX.Auth.login({ username: "ann", password: "secret" }));
  await world.pass(10);
  assert.equal(done.state, "resolved");
  assert.equal(new MemoryStore().get("x"), undefined);
});
