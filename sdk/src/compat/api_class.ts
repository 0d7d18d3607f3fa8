/** A page's listener; gets the object it is about. */
export type Listener = (object: never) => unknown;

/** Which events a class knows; undefined: any name, for classes that exist by name only. */
export interface EventNames {
  instance: readonly string[];
  class: readonly string[];
}

interface ListenerTable {
  /** In the order they were added. */
  readonly byEvent: Map<string, Set<Listener>>;
}

interface ClassEntry extends ListenerTable {
  names: EventNames | undefined;
  onAdded: Set<() => void>;
}

/** The static side that every class in IPCortex.Types has. */
export interface ApiStatics {
  addListener(event: string, callback: unknown): Listener | null;
  removeListener(event: string, callback: unknown): Listener | null;
}

const classes = new WeakMap<object, ClassEntry>();

let fireOn: (object: Api, event: string, report: (error: unknown) => void) => number;
let retireObject: (object: Api) => void;
let silenceObject: (object: Api) => void;
let hookObject: (object: Api, tell: () => void) => void;
let isDeadObject: (object: Api) => boolean;

/** Calls the listeners of an event: the object's own, then its class's. Returns how many there were. */
export function fire(object: Api, event: string, report: (error: unknown) => void): number {
  return fireOn(object, event, report);
}

/** The object is dead: its listeners are dropped and no new ones taken; reading its data throws. */
export function retire(object: Api): void {
  retireObject(object);
}

/** As retire, but its data stays readable. */
export function fallSilent(object: Api): void {
  silenceObject(object);
}

/** Tells when a listener was added to this object. */
export function onListened(object: Api, tell: () => void): void {
  hookObject(object, tell);
}

export function isRetired(object: Api): boolean {
  return isDeadObject(object);
}

/** Data that is read by a getter of the class, not from a property. */
export function mustBeReadable(object: Api, name: string): void {
  if (isDeadObject(object)) refuseReading(object, name);
}

/** What every object of the API has: listeners, and methods that may be taken off it. */
export abstract class Api {
  /** On the class: the callback, or null if it is no function or the event is unknown. */
  declare static readonly addListener: ApiStatics["addListener"];
  /** On the class: the callback, or null if it was not there. */
  declare static readonly removeListener: ApiStatics["removeListener"];
  #table: ListenerTable = { byEvent: new Map() };
  #dead = false;
  #onListened = () => {};

  static {
    fireOn = (object, event, report) => {
      const own = call(object.#table, event, object, report);
      const entry = classes.get(object.constructor);
      return own + (entry ? call(entry, event, object, report) : 0);
    };
    hookObject = (object, tell) => (object.#onListened = tell);
    isDeadObject = (object) => object.#dead;
    silenceObject = (object) => {
      object.#dead = true;
      object.#table.byEvent.clear();
    };
    retireObject = (object) => {
      silenceObject(object);
      for (const name of dataNames.get(object) ?? []) {
        Object.defineProperty(object, name, { configurable: true, enumerable: false, get: () => refuseReading(object, name) });
      }
    };
  }

  /** The callback, or null if it is no function, the event is unknown or the object is dead. */
  addListener(event: string, callback: unknown): Listener | null {
    if (this.#dead) return null;
    const added = add(this.#table, classes.get(this.constructor)?.names?.instance, event, callback);
    if (added) this.#onListened();
    return added;
  }

  /** The callback, or null if it was not there. */
  removeListener(event: string, callback: unknown): Listener | null {
    return remove(this.#table, event, callback);
  }
}

/** The names of an object's data, so that what pages hang on it stays theirs. */
const dataNames = new WeakMap<object, Set<string>>();

/** Writes data that pages read: plain properties, as they had them always. */
export function writeData(object: Api, data: Readonly<Record<string, unknown>>): void {
  let names = dataNames.get(object);
  if (!names) dataNames.set(object, (names = new Set()));
  for (const [name, value] of Object.entries(data)) {
    names.add(name);
    (object as unknown as Record<string, unknown>)[name] = value;
  }
}

function refuseReading(object: Api, name: string): never {
  throw new Error(`${object.constructor.name} is dead: "${name}" cannot be read any more.`);
}

/** Gives a class its name, which minifying would change, and its static addListener and removeListener, bound to it. */
export function giveListeners(owner: object, className: string, names?: EventNames): void {
  Object.defineProperty(owner, "name", { value: className, configurable: true });
  bindMethodsOf(owner);
  const entry: ClassEntry = { byEvent: new Map(), names, onAdded: new Set() };
  classes.set(owner, entry);
  const define = (name: string, value: unknown) => Object.defineProperty(owner, name, { value, writable: true, configurable: true });
  define("addListener", (event: string, callback: unknown) => {
    const added = add(entry, names?.class, event, callback);
    if (added) for (const tell of entry.onAdded) tell();
    return added;
  });
  define("removeListener", (event: string, callback: unknown) => remove(entry, event, callback));
}

/** Tells when a listener was added to the class itself. */
export function onClassListened(owner: object, tell: () => void): void {
  classes.get(owner)?.onAdded.add(tell);
}

function add(table: ListenerTable, known: readonly string[] | undefined, event: unknown, callback: unknown): Listener | null {
  if (typeof callback !== "function" || typeof event !== "string" || event === "") return null;
  if (known && !known.includes(event)) return null;
  const listeners = table.byEvent.get(event) ?? new Set();
  table.byEvent.set(event, listeners.add(callback as Listener));
  return callback as Listener;
}

function remove(table: ListenerTable, event: string, callback: unknown): Listener | null {
  return table.byEvent.get(event)?.delete(callback as Listener) ? (callback as Listener) : null;
}

function call(table: ListenerTable, event: string, object: Api, report: (error: unknown) => void): number {
  const listeners = [...(table.byEvent.get(event) ?? [])];
  for (const listener of listeners) {
    if (!table.byEvent.get(event)?.has(listener)) continue; // removed by one before it
    try {
      (listener as (this: Api, object: Api) => unknown).call(object, object);
    } catch (error) {
      report(error);
    }
  }
  return listeners.length;
}

const bindable = new WeakSet<object>();

/** `const {post} = room` works: a method is bound when it is first taken off its object. */
function bindMethodsOf(owner: object): void {
  let proto = (owner as { prototype: object }).prototype;
  for (; proto !== Object.prototype && !bindable.has(proto); proto = Object.getPrototypeOf(proto) as object) {
    bindable.add(proto);
    for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(proto))) {
      if (typeof value === "function" && name !== "constructor") bindWhenRead(proto, name, value as () => unknown);
    }
  }
}

function bindWhenRead(proto: object, name: string, method: () => unknown): void {
  const define = (object: object, value: unknown) => {
    Object.defineProperty(object, name, { value, writable: true, configurable: true });
    return value;
  };
  Object.defineProperty(proto, name, {
    configurable: true,
    get(this: object) {
      return this === proto ? method : define(this, method.bind(this));
    },
    set(this: object, value: unknown) {
      define(this, value);
    },
  });
}
