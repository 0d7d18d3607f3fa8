// From videoChat() to the first picture of the other side, in a real Chromium on this machine: what a person waits for once the
// other one has answered (here: at once). FOYER_BINARY, else build/release/foyer. usage: node bench/first_frame.mjs [calls]
import { callPage } from "../tests/support/call_page.mjs";
import { launchBrowser, openPage, Site } from "../tests/support/pages.mjs";
import { Server } from "../tests/support/server.mjs";

const PASSWORD = "correct horse battery";
const calls = Number(process.argv[2] ?? 10);
const site = await new Site().start();
const server = new Server({ env: { FOYER_HTTP_ALLOWED_ORIGINS: site.origin } });
for (const name of ["ann", "bob"]) {
    if (name === "ann") server.addCompany("Acme");
    server.addUser(name, "Acme");
}
await server.start();
site.pages.set("/calls", callPage(server.url));
const browser = await launchBrowser({ media: true });
try {
    const [ann, bob] = await Promise.all(["ann", "bob"].map(async (user) => {
        const page = await openPage(browser, `${site.origin}/calls`);
        await page.evaluate(([name, password]) => start(name, password), [user, PASSWORD]);
        await page.evaluate(async () => { window.stream = await camera(); });
        return page;
    }));
    await bob.evaluate(() => { window.taken = []; PBX.enableFeature("av", (av) => { taken.push(av); av.accept(stream); }, ["chat"]); });
    const room = await ann.evaluate(async () => (await contactOf("bob").chat()).roomID);
    const times = [];
    for (let i = 0; i < calls; i += 1) {
        times.push(await ann.evaluate((id) => new Promise((done, fail) => {
            const began = performance.now();
            const av = PBX.getRoom(id).videoChat(stream);
            const video = Object.assign(document.createElement("video"), { muted: true });
            document.body.append(video);
            video.requestVideoFrameCallback(() => {
                done(performance.now() - began);
                video.remove();
                av.close();
            });
            av.addListener("update", () => {
                const media = Object.values(av.remoteMedia).find((one) => one instanceof MediaStream && one.getVideoTracks().length > 0);
                if (!media || video.srcObject === media) return;
                attachMediaStream(video, media);
                video.play().catch(() => {});
            });
            setTimeout(() => fail(new Error(`no picture; the call is ${av.state}`)), 60_000);
        }), room));
        await bob.evaluate(() => { for (const av of taken.splice(0)) av.close(); });
    }
    times.sort((a, b) => a - b);
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))].toFixed(0);
    console.log(`videoChat to first remote frame: median ${at(0.5)} ms, best ${at(0)} ms, worst ${at(1)} ms (${calls} calls)`);
} finally {
    await browser.close();
    await server.stop();
    await site.stop();
}
