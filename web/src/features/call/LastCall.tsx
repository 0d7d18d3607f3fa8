import { useCallDesk } from "../../state/desk";
import { useStore } from "../../state/client";
import { CallOver } from "../../ui/IncomingCall";
import { useEffect } from "react";

/** How long good-to-know stays; what went wrong stays until it is closed. */
const staysMs = 8000;

/** What became of the last call. */
export function LastCall({ diagnoseHref }: { diagnoseHref: string }) {
  const desk = useCallDesk();
  const { over } = useStore(desk);
  useEffect(() => {
    if (!over || over.diagnose) return;
    const timer = setTimeout(() => desk.forgetOver(), staysMs);
    return () => clearTimeout(timer);
  }, [desk, over]);
  return over ? <CallOver sentence={over.sentence} diagnoseHref={over.diagnose ? diagnoseHref : undefined} onClose={() => desk.forgetOver()} /> : null;
}
