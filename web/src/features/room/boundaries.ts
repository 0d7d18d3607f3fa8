import type { RoomMember } from "@foyer/sdk";
import type { Boundary } from "../../ui/rows";

/** Who reads from where on, as the list tells it. The reader's own boundary is the beginning of the list. */
export function boundariesOf(members: readonly RoomMember[], selfId: number): Boundary[] {
  return members
    .filter((member) => member.state !== "left" && member.firstSeq > 1 && member.contactId !== selfId)
    .map((member) => ({ name: member.name, firstSeq: member.firstSeq }));
}
