/** The calls of REST that pages make, in the name of who is logged in: names and types are those of schema/rest.proto. */
import type { ChatClient } from "@foyer/sdk";
import { calls, type Calls } from "./wire/calls";
import { decode, encode, type Init } from "./wire/codec";
import type { Messages } from "./wire/types";

export type Request<C extends keyof Calls> = Init<Calls[C]["request"]>;

/** Rejects with a ChatError. */
export type Rest = <C extends keyof Calls>(call: C, request?: Request<C>) => Promise<Calls[C]["answer"]>;

export function restOf(ask: ChatClient["ask"]): Rest {
  return (call, request) => {
    const { method, path, body, answer } = addressed(call, request ?? ({} as Request<typeof call>));
    return ask(method, path, body, (json) => decode(answer, json)) as Promise<Calls[typeof call]["answer"]>;
  };
}

/** Where a call goes and what it carries: what does not stand in the path goes to the query, or into the body where there is one. */
export function addressed<C extends keyof Calls>(call: C, request: Request<C>) {
  const [method, path, message, answer] = calls[call].split(" ") as [string, string, keyof Messages, keyof Messages];
  const fields = encode(message, request as Init<Messages[typeof message]>);
  const take = (name: string) => {
    const value = fields[name];
    delete fields[name];
    return encodeURIComponent(String(value ?? 0));
  };
  const filled = path.replace(/:(\w+)/gu, (_, name: string) => take(name.replace(/_(\w)/gu, (__, letter: string) => letter.toUpperCase())));
  if (method !== "GET" && method !== "DELETE") return { method, path: filled, body: fields, answer };
  const query = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name.replace(/[A-Z]/gu, (letter) => `_${letter.toLowerCase()}`), String(value)]));
  return { method, path: query.size > 0 ? `${filled}?${query}` : filled, body: undefined, answer };
}
