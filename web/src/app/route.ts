/** Where one is in the app: the part of the address behind the "#". */
export type Route =
  | { name: "rooms" }
  | { name: "people" }
  | { name: "room"; id: number; people: boolean };

export function parseRoute(hash: string): Route {
  const [first, second, third] = hash.replace(/^#?\/?/u, "").split("/");
  if (first === "people") return { name: "people" };
  const id = first === "rooms" && /^[1-9]\d{0,9}$/u.test(second ?? "") ? Number(second) : 0;
  return id > 0 ? { name: "room", id, people: third === "people" } : { name: "rooms" };
}

export function hrefOf(route: Route): string {
  switch (route.name) {
    case "rooms": return "#/";
    case "people": return "#/people";
    case "room": return `#/rooms/${route.id}${route.people ? "/people" : ""}`;
  }
}

/** The diagnosis is a page of its own, so that it can be opened beside a call and named to somebody. */
export const diagnoseHref = "/diag";
