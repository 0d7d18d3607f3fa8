import { enumTables, messageTables } from "./tables.js";
import type { Messages } from "./types.js";

/** What came in does not fit the schema. `path` names the place: "body.roomEvent.room.members[0].name". */
export class WireError extends Error {
  constructor(
    readonly path: string,
    readonly expected: string,
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
  return readMessage(columnsOf(name), json) as unknown as Messages[K]; // the tables and the types come from one schema
}

/** Makes the value for JSON.stringify; fields with their default value are left out. */
export function encode<K extends keyof Messages>(name: K, message: Init<Messages[K]>): Record<string, unknown> {
  return writeMessage(columnsOf(name), message as Fields);
}

type Fields = Record<string, unknown>;

/** One field of a message, as its token in tables.ts says. */
interface Column {
  name: string;
  flag: string;
  /** undefined for messages, which have no default. */
  initial: unknown;
  read: (json: unknown) => unknown;
  write: (value: unknown) => unknown;
}

const tables: Readonly<Record<string, string>> = messageTables;
const enums: Readonly<Record<string, string>> = enumTables;
const columnsByMessage = new Map<string, Column[]>();

function columnsOf(message: string): Column[] {
  let columns = columnsByMessage.get(message);
  if (!columns) {
    columns = tables[message]!.split(" ").filter(Boolean).map(parseColumn);
    columnsByMessage.set(message, columns);
  }
  return columns;
}

function parseColumn(token: string): Column {
  const [, name, flag, type] = /^(\w+):([*?!|]?)(\w+)$/.exec(token) as unknown as [string, string, string, string];
  const isMessage = type in tables;
  return {
    name,
    flag,
    initial: type in initials ? initials[type] : isMessage ? undefined : enums[type]!.split(" ")[0],
    read: isMessage ? (json) => readMessage(columnsOf(type), json) : (readers[type] ?? enumReader(type)),
    write: isMessage ? (value) => writeMessage(columnsOf(type), value as Fields) : (value) => value,
  };
}

const initials: Readonly<Record<string, unknown>> = { u: 0, d: 0, s: "", b: false };

function refuse(expected: string): never {
  throw new WireError("", expected);
}

const readers: Readonly<Record<string, (json: unknown) => unknown>> = {
  u: (json) => (typeof json === "number" && json >>> 0 === json ? json : refuse("a whole number of 32 bits")),
  d: (json) => (typeof json === "number" ? json : refuse("a number")),
  s: (json) => (typeof json === "string" ? json : refuse("a string")),
  b: (json) => (typeof json === "boolean" ? json : refuse("true or false")),
};

function enumReader(type: string): (json: unknown) => unknown {
  const values = enums[type]!.split(" ");
  return (json) => (typeof json !== "string" ? refuse(`a ${type}`) : values.includes(json) ? json : values[0]);
}

function readMessage(columns: readonly Column[], json: unknown): Fields {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return refuse("an object");
  const result: Fields = {};
  for (const column of columns) {
    const { name, flag } = column;
    try {
      const value = Object.hasOwn(json, name) ? ((json as Fields)[name] ?? undefined) : undefined;
      if (flag === "|") {
        result["body"] ??= value === undefined ? undefined : { case: name, value: column.read(value) };
      } else if (flag === "*") {
        result[name] = value === undefined ? [] : readList(column, value);
      } else if (value !== undefined) {
        result[name] = column.read(value);
      } else {
        if (flag === "!") refuse("a value");
        result[name] = flag === "?" ? undefined : column.initial;
      }
    } catch (error) {
      throw inside(flag === "|" ? `body.${name}` : name, error);
    }
  }
  return result;
}

function readList(column: Column, json: unknown): unknown[] {
  if (!Array.isArray(json)) return refuse("a list");
  return json.map((element, i) => {
    try {
      return column.read(element);
    } catch (error) {
      throw inside(`[${i}]`, error);
    }
  });
}

/** The path is put together on the way out only: it costs nothing while all is well. */
function inside(place: string, error: unknown): unknown {
  if (!(error instanceof WireError)) return error;
  const separator = error.path && !error.path.startsWith("[") ? "." : "";
  return new WireError(place + separator + error.path, error.expected);
}

function writeMessage(columns: readonly Column[], fields: Fields): Fields {
  const result: Fields = {};
  const body = fields["body"] as { case: string; value: unknown } | undefined;
  for (const { name, flag, initial, write } of columns) {
    const value = flag === "|" ? (body?.case === name ? body.value : undefined) : fields[name];
    if (value === undefined || (!flag && value === initial)) continue;
    if (flag === "*") {
      const list = value as readonly unknown[];
      if (list.length) result[name] = list.map(write);
    } else {
      result[name] = write(value);
    }
  }
  return result;
}
