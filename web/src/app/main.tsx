import "../ui/tokens.css";
import "../ui/base.css";
import { ChatClient } from "@foyer/sdk";
import { createRoot } from "react-dom/client";
import { Gate } from "./Gate";

const client = new ChatClient({ program: "foyer-web" });
createRoot(document.getElementById("root")!).render(<Gate client={client} />);
