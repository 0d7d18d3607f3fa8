import "../ui/tokens.css";
import "../ui/base.css";
import { LateClient } from "@foyer/sdk/late";
import { createRoot } from "react-dom/client";
import { Gate } from "./Gate";

const client = new LateClient({ program: "foyer-web" });
createRoot(document.getElementById("root")!).render(<Gate client={client} />);
