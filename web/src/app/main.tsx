import "../ui/tokens.css";
import "../ui/base.css";
import { LateClient } from "@foyer/sdk/late";
import { createRoot } from "react-dom/client";
import { Gate } from "./Gate";
import { loadHome } from "./lateParts";
import { parseRoute } from "./route";
import { showsLists } from "./useListsShown";

if (showsLists(parseRoute(location.hash))) loadHome();
const client = new LateClient({ program: "foyer-web" });
createRoot(document.getElementById("root")!).render(<Gate client={client} />);
