/** Where one is in the app: the part of the address behind the "#". */
export type Route =
  | { name: "rooms" }
  | { name: "people" }
  | { name: "room"; id: number; people: boolean }
  | OfficeRoute;

/** The account's and the administration's pages. `id`: one of the things on the page; of users also those of the company `of`. */
export interface OfficeRoute { name: "office"; page: OfficePage; id?: number; of?: number }
export const accountPages = ["sessions", "keys"] as const;
export const adminPages = ["companies", "users", "rooms", "invitations", "webhooks", "audit", "server"] as const;
export type OfficePage = (typeof accountPages)[number] | (typeof adminPages)[number];

export function parseRoute(hash: string): Route {
  const [first, second, third, fourth] = hash.replace(/^#?\/?/u, "").split("/");
  if (first === "people") return { name: "people" };
  if (first === "account" || first === "admin") return officeRoute(first, second, third, fourth) ?? { name: "rooms" };
  const id = first === "rooms" ? idOf(second) : 0;
  return id > 0 ? { name: "room", id, people: third === "people" } : { name: "rooms" };
}

function officeRoute(area: "account" | "admin", name: string | undefined, what: string | undefined, of: string | undefined): OfficeRoute | undefined {
  const page = [...(area === "account" ? accountPages : adminPages)].find((each) => each === name);
  if (!page) return undefined;
  if (what === "of" && page === "users" && idOf(of) > 0) return { name: "office", page, of: idOf(of) };
  return (page === "users" || page === "webhooks") && idOf(what) > 0 ? { name: "office", page, id: idOf(what) } : { name: "office", page };
}

/** 0: it is none. */
function idOf(text: string | undefined): number {
  return /^[1-9]\d{0,9}$/u.test(text ?? "") ? Number(text) : 0;
}

export function hrefOf(route: Route): string {
  switch (route.name) {
    case "rooms": return "#/";
    case "people": return "#/people";
    case "room": return `#/rooms/${route.id}${route.people ? "/people" : ""}`;
    case "office": {
      const area = (accountPages as readonly string[]).includes(route.page) ? "account" : "admin";
      return `#/${area}/${route.page}${route.of ? `/of/${route.of}` : route.id ? `/${route.id}` : ""}`;
    }
  }
}

/** The diagnosis is a page of its own, so that it can be opened beside a call and named to somebody. */
export const diagnoseHref = "/diag";
