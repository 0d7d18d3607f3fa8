import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { paced } from "./paced";

function given() {
  let change = () => {};
  const timers = new Set<() => void>();
  const subscribe = paced((listener) => { change = listener; return () => { change = () => {}; }; }, 50, (run) => { timers.add(run); return () => void timers.delete(run); });
  let told = 0;
  const end = subscribe(() => { told += 1; });
  return {
    change: () => change(),
    pass: () => { const due = [...timers]; timers.clear(); for (const run of due) run(); },
    told: () => told,
    end,
    timers,
  };
}

describe("a paced subscription", () => {
  it("tells the first change at once and the others together", () => {
    const { change, pass, told } = given();
    change();
    assert.equal(told(), 1);
    change();
    change();
    assert.equal(told(), 1);
    pass();
    assert.equal(told(), 2);
  });

  it("is quiet when nothing more has changed, and quick after that", () => {
    const { change, pass, told } = given();
    change();
    pass();
    pass();
    assert.equal(told(), 1);
    change();
    assert.equal(told(), 2);
  });

  it("tells nothing after its end", () => {
    const { change, pass, told, end, timers } = given();
    change();
    change();
    end();
    pass();
    change();
    assert.equal(told(), 1);
    assert.equal(timers.size, 0);
  });
});
