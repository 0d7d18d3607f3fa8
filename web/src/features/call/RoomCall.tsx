import type { CallView, RoomView } from "@foyer/sdk";
import { useCallDesk, useDesk } from "../../state/desk";
import { useStore } from "../../state/client";
import { RunningCall } from "../../ui/IncomingCall";
import { namesList } from "../../ui/words";
import { useCalls } from "./useCalls";

/** The call that runs in a room, and the way into it. */
export function RoomCall({ room }: { room: RoomView }) {
  const desk = useCallDesk();
  const { selfId } = useDesk();
  const { active } = useStore(desk);
  const running = useCalls().filter(({ view }) => view.roomId === room.id && (view.peers.length > 0 || view.standing === "joined") && view.standing !== "offered" && view.standing !== "returnable");
  const shown = running.find(({ call }) => call === active?.call) ?? running[0];
  if (!shown || room.watching) return null;
  const { call, view } = shown;
  const mine = call === active?.call;
  const state = mine ? "in" : view.standing === "elsewhere" ? "elsewhere" : "open";
  return <RunningCall state={state} words={wordsOf(view, state, selfId)} onAct={() => (mine ? desk.dock(false) : desk.prepare(room.id, call))} />;
}

function wordsOf(view: CallView, state: "in" | "elsewhere" | "open", selfId: number): string {
  if (state === "in") return "You are in a call here.";
  if (state === "elsewhere") return "You are in this call on another device.";
  const names = [...new Set(view.peers.filter(({ contactId }) => contactId !== selfId).map(({ name }) => name))];
  return `In a call: ${namesList(names)}`;
}
