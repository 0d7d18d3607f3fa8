// A short run of what `./x soak` does for hours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { chaos } from "../support/chaos.mjs";

test("people talk while the server is killed: nothing is lost, nothing doubled", async () => {
    const { acknowledged, stored } = await chaos({ people: 4, rooms: 2, rounds: 3, postsPerRound: 60 });
    assert.equal(acknowledged, 4 * 3 * 60);
    assert.equal(stored, acknowledged);
});
