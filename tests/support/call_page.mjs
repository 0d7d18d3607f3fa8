// A page that makes calls with nothing but the documented API, and measures what really plays in it.

// Small pictures: what is tested is that they move, not how nice they are.
const CAMERA = "{ audio: true, video: { width: 160, height: 120, frameRate: 8 } }";

export const callPage = (url) => `<!doctype html><title>partner site with calls</title>
<script src="${url}/cinclude/adapter.js"></script>
<script src="${url}/api/api.js"></script>
<body></body>
<script>
    var rooms = {}, offers = [], avs = {}, frames = {}, statuses = {}, news = [], errors = [];
    var PBX = IPCortex.PBX;
    IPCortex.Types.Av.addListener("new", function (av) { news.push(av.id); });
    function start(user, password) {
        return PBX.Auth.setHost("${url}").then(function () {
            return PBX.Auth.login({ username: user, password: password });
        }).then(function () { return PBX.startFeed(); }).then(function () {
            PBX.enableChat(function (room) { rooms[room.roomID] = room; });
            return PBX.enableFeature("av", function (av) { offers.push(av); watch(av); }, ["chat"]);
        });
    }
    function contactOf(uname) { return PBX.contacts.filter(function (c) { return c.uname === uname; })[0]; }
    function camera() { return navigator.mediaDevices.getUserMedia(${CAMERA}); }
    // As such pages do it: everything happens in "update".
    function watch(av) {
        avs[av.id] = av;
        statuses[av.id] = [];
        var last = "";
        var look = function (a) {
            if (last !== a.state) statuses[a.id].push(last = a.state);
            for (var key in a.remoteMedia) show(a, key, a.remoteMedia[key]);
        };
        av.addListener("update", look);
        look(av);
    }
    function show(av, key, media) {
        var line = media.cN.split(" ")[0] + " " + media.status;
        if (statuses[av.id].indexOf(line) < 0) statuses[av.id].push(line);
        var video = document.getElementById(key);
        if (media.status === "connected" && media instanceof MediaStream && (!video || video.srcObject !== media)) {
            if (!video) {
                video = document.createElement("video");
                video.id = key;
                video.autoplay = video.playsInline = true;
                document.body.appendChild(video);
                if (document.querySelector("#" + key) !== video) errors.push("the key is no CSS selector: " + key);
                var count = function () { frames[key] = (frames[key] || 0) + 1; video.requestVideoFrameCallback(count); };
                video.requestVideoFrameCallback(count);
            }
            video.dataset.name = media.cN.split(" ")[0];
            attachMediaStream(video, media);
            video.play().catch(function () {}); // the next stream may come at once
        }
        if (["close", "rejected", "timeout", "error"].indexOf(media.status) >= 0 && video) { video.remove(); delete frames[key]; }
    }
    function call(room, stream) {
        var av = room.videoChat(stream);
        if (av.then) errors.push("an Av must not be a thenable");
        if (news.indexOf(av.id) >= 0) errors.push("new was told from inside videoChat");
        window.current = av;
        watch(av);
        return av.id;
    }
    // Who is seen moving: names of those whose pictures have advanced by some frames since the marks were taken.
    function moving(since) {
        var names = [];
        for (var key in frames) {
            var video = document.getElementById(key);
            if (video && frames[key] >= ((since && since[key]) || 0) + 3) names.push(video.dataset.name);
        }
        return names.sort().join(" ");
    }
</script>`;

// Waits until exactly these people are seen moving from now on.
export async function seesMoving(page, names) {
    const since = await page.evaluate(() => ({ ...frames }));
    const wanted = [...names].sort().join(" ");
    await page.waitForFunction(([marks, expected]) => moving(marks) === expected, [since, wanted], { timeout: 90_000 }).catch(async (error) => {
        const state = await page.evaluate(() => JSON.stringify({
            moving: moving(), frames, statuses, errors,
            videos: [...document.querySelectorAll("video")].map((video) => [video.dataset.name, video.readyState, video.paused, video.srcObject?.getTracks().map(({ kind, muted, readyState }) => `${kind} ${readyState}${muted ? " muted" : ""}`)]),
        }));
        throw new Error(`expected to see ${wanted || "nobody"} moving: ${state}`, { cause: error });
    });
}
