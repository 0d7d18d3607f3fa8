import { useEffect, useState } from "react";
import { Button, Empty, Spinner } from "../ui/controls";
import type { Office as OfficeView, OfficeProps } from "./Office";

let loaded: typeof OfficeView | undefined;

/** Its style sheet comes with it; the build writes the address into the page. */
async function load(): Promise<typeof OfficeView> {
  const href = document.documentElement.dataset["office"];
  const [{ Office }] = await Promise.all([import("./Office"), href ? sheet(href) : undefined]);
  loaded = Office;
  return Office;
}

function sheet(href: string): Promise<void> {
  if (document.querySelector(`link[href="${CSS.escape(href)}"]`)) return Promise.resolve();
  const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
  return new Promise((done, fail) => {
    link.onload = () => done();
    link.onerror = () => {
      link.remove();
      fail(new Error("The style sheet could not be loaded."));
    };
    document.head.append(link);
  });
}

/** The office, once its code is here. After the server was updated the code of this page's version may be gone: then a reload helps. */
export function LateOffice(props: OfficeProps) {
  const [Office, setOffice] = useState<typeof OfficeView | undefined>(() => loaded);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!Office) load().then((view) => setOffice(() => view), () => setFailed(true));
  }, [Office]);
  if (Office) return <Office {...props} />;
  if (!failed) return <main className="gate"><Spinner label="Loading" /></main>;
  return <main className="gate"><Empty icon="warn" title="This page could not be loaded"><p>The server cannot be reached, or has been updated meanwhile.</p><Button icon="retry" onClick={() => location.reload()}>Reload</Button></Empty></main>;
}
