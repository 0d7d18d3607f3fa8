import { Banner } from "../../ui/Banner";
import { useConnectionNotice } from "./useConnectionNotice";

export function ConnectionBanner() {
  return <Banner notice={useConnectionNotice()} />;
}
