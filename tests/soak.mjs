// Rounds of chaos until the time is over: node soak.mjs [SECONDS]
import { chaos } from "./support/chaos.mjs";

const seconds = Number(process.argv[2] ?? 600);
const end = Date.now() + seconds * 1000;
let total = 0;
while (Date.now() < end) {
    const { acknowledged } = await chaos({ people: 8, rooms: 4, rounds: 10, postsPerRound: 500 });
    total += acknowledged;
    console.log(`${total} messages acknowledged, all accounted for`);
}
