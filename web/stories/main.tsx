import { createRoot } from "react-dom/client";
import "../src/ui/tokens.css";
import "../src/ui/base.css";
import { stories } from "./stories";

const query = new URLSearchParams(location.search);
const story = stories[query.get("story") ?? ""];
document.documentElement.dataset["theme"] = query.get("theme") ?? "light";
createRoot(document.getElementById("root")!).render(story ? story() : (
  <main style={{ padding: 24 }}>
    <h1>Stories</h1>
    <ul>{Object.keys(stories).map((name) => <li key={name}><a href={`?story=${name}`}>{name}</a> · <a href={`?story=${name}&theme=dark`}>dark</a></li>)}</ul>
  </main>
));
