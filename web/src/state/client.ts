/** How the features reach the SDK: one client for the page, its stores as hooks, its refusals as sentences. */
import { ChatError, type ChatClient, type Store } from "@foyer/sdk";
import { createContext, useCallback, useContext, useRef, useState, useSyncExternalStore } from "react";

export const ClientContext = createContext<ChatClient | undefined>(undefined);

export function useClient(): ChatClient {
  const client = useContext(ClientContext);
  if (!client) throw new Error("there is no ClientContext above this component");
  return client;
}

export function useStore<T>(store: Store<T>): T {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** The sentence a person reads when something was refused. */
export function sentenceOf(error: unknown): string {
  if (error instanceof ChatError) return error.message;
  return error instanceof Error && error.message ? error.message : "Something went wrong.";
}

export interface Asking {
  busy: boolean;
  /** The sentence of the last refusal. */
  error: string | undefined;
  /** Does the work; true if it was done, false if it was refused. One at a time: a second click is not heard. */
  ask: (work: () => Promise<unknown>) => Promise<boolean>;
  /** Forgets the last refusal. */
  clear: () => void;
}

/** The state of a form or dialog that asks the server for something. */
export function useAsking(): Asking {
  const [state, setState] = useState<{ busy: boolean; error: string | undefined }>({ busy: false, error: undefined });
  const underWay = useRef(false);
  const ask = useCallback(async (work: () => Promise<unknown>) => {
    if (underWay.current) return false;
    underWay.current = true;
    setState({ busy: true, error: undefined });
    try {
      await work();
      setState({ busy: false, error: undefined });
      return true;
    } catch (error) {
      setState({ busy: false, error: sentenceOf(error) });
      return false;
    } finally {
      underWay.current = false;
    }
  }, []);
  const clear = useCallback(() => setState((now) => (now.error === undefined ? now : { ...now, error: undefined })), []);
  return { ...state, ask, clear };
}
