import { enumTables, messageTables } from "./tables.js";
import type { Messages } from "./types.js";

/** What came in does not fit the schema. `path` names the place: "body.roomEvent.room.members[0].name". */
export class WireError extends Error {
  constructor(
    readonly path: string,
    expected: string,
  ) {
    super(`${path || "message"}: expected ${expected}`);
    this.name = "WireError";
  }
}

/** A message to be sent: what is left out has its default value. */
export type Init<T> = T extends readonly (infer E)[]
  ? readonly Init<E>[]
  : T extends { case: infer C; value: infer V }
    ? { readonly case: C; readonly value: Init<V> }
    : T extends object
      ? { readonly [K in keyof T]?: Init<T[K]> | undefined }
      : T;

/**
 * Reads a message from what JSON.parse returned. Fields that are not there get their default value, unknown fields are
 * ignored. Throws WireError where a value has the wrong type.
 */
export function decode<K extends keyof Messages>(name: K, json: unknown): Messages[K] {
  return readMessage(name, json, "") as unknown as Messages[K]; // the tables and the types come from one schema
}

/** Makes the value for JSON.stringify; fields with their default value are left out. */
export function encode<K extends keyof Messages>(name: K, message: Init<Messages[K]>): Record<string, unknown> {
  return writeMessage(name, message as Fields);
}

type Fields = Record<string, unknown>;
type Flag = "" | "*" | "?" | "!" | "|";
interface Column {
  name: string;
  flag: Flag;
  type: string;
}

const columnsByMessage = new Map<string, Column[]>();
const valuesByEnum = new Map<string, string[]>();

function columnsOf(message: string): Column[] | undefined {
  let columns = columnsByMessage.get(message);
  const table = (messageTables as Record<string, string>)[message];
  if (!columns && table !== undefined) {
    columns = table.split(" ").filter(Boolean).map(parseColumn);
    columnsByMessage.set(message, columns);
  }
  return columns;
}

function parseColumn(token: string): Column {
  const [, name, flag, type] = /^(\w+):([*?!|]?)(\w+)$/.exec(token) as unknown as [string, string, Flag, string];
  return { name, flag, type };
}

function valuesOf(type: string): string[] {
  let values = valuesByEnum.get(type);
  if (!values) valuesByEnum.set(type, (values = (enumTables as Record<string, string>)[type]!.split(" ")));
  return values;
}

function readMessage(message: string, json: unknown, path: string): Fields {
  if (typeof json !== "object" || json === null || Array.isArray(json)) throw new WireError(path, "an object");
  const given = json as Fields;
  const result: Fields = {};
  for (const { name, flag, type } of columnsOf(message)!) {
    const value = Object.hasOwn(given, name) ? (given[name] ?? undefined) : undefined;
    const here = path ? `${path}.${name}` : name;
    if (flag === "|") {
      result["body"] ??= value === undefined ? undefined : { case: name, value: readValue(type, value, `body.${here}`) };
    } else if (flag === "*") {
      result[name] = readList(type, value ?? [], here);
    } else if (value !== undefined) {
      result[name] = readValue(type, value, here);
    } else if (flag === "!") {
      throw new WireError(here, "a value");
    } else {
      result[name] = flag === "?" ? undefined : defaultOf(type);
    }
  }
  return result;
}

function readList(type: string, value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw new WireError(path, "a list");
  return value.map((element, i) => readValue(type, element, `${path}[${i}]`));
}

function readValue(type: string, value: unknown, path: string): unknown {
  switch (type) {
    case "u":
      if (typeof value !== "number" || value >>> 0 !== value) throw new WireError(path, "a whole number of 32 bits");
      return value;
    case "d":
      if (typeof value !== "number") throw new WireError(path, "a number");
      return value;
    case "s":
      if (typeof value !== "string") throw new WireError(path, "a string");
      return value;
    case "b":
      if (typeof value !== "boolean") throw new WireError(path, "true or false");
      return value;
  }
  if (columnsOf(type)) return readMessage(type, value, path);
  if (typeof value !== "string") throw new WireError(path, `a ${type}`);
  const values = valuesOf(type);
  return values.includes(value) ? value : values[0];
}

/** Undefined for messages: they have no default. */
function defaultOf(type: string): unknown {
  switch (type) {
    case "u":
    case "d":
      return 0;
    case "s":
      return "";
    case "b":
      return false;
  }
  return columnsOf(type) ? undefined : valuesOf(type)[0];
}

function writeMessage(message: string, fields: Fields): Fields {
  const result: Fields = {};
  const body = fields["body"] as { case: string; value: unknown } | undefined;
  for (const { name, flag, type } of columnsOf(message)!) {
    const value = flag === "|" ? (body?.case === name ? body.value : undefined) : fields[name];
    if (value === undefined || (!flag && value === defaultOf(type))) continue;
    if (flag === "*") {
      const list = value as readonly unknown[];
      if (list.length) result[name] = list.map((element) => writeValue(type, element));
    } else {
      result[name] = writeValue(type, value);
    }
  }
  return result;
}

function writeValue(type: string, value: unknown): unknown {
  return columnsOf(type) ? writeMessage(type, value as Fields) : value;
}
