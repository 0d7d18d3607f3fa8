import type { Cancellable } from "../base/abort.js";
import { Cell, type Store } from "../base/store.js";
import type { Requests } from "../requests/requests.js";
import type { Invitation } from "../wire/index.js";

export interface InvitationChange {
  readonly type: "invitationChanged";
  readonly invitation: Invitation;
  /** How it stood before; undefined: it is new here. */
  readonly before: Invitation | undefined;
}

export interface InvitationsDeps {
  requests: Pick<Requests, "tell">;
  onChange(change: InvitationChange): void;
}

/**
 * The invitations of guests that this user may manage: his own, and as a supervisor those of his companies. Kept by snapshots
 * and events, newest first.
 */
export class Invitations {
  private readonly byId = new Map<number, Invitation>();
  private readonly byGuest = new Map<number, Invitation>();
  private readonly cell = new Cell<readonly Invitation[]>([]);
  private inSnapshot: Set<number> | undefined;

  constructor(private readonly deps: InvitationsDeps) {}

  get list(): Store<readonly Invitation[]> {
    return this.cell;
  }

  find(id: number): Invitation | undefined {
    return this.byId.get(id);
  }

  /** The one that brought this guest, as far as the user may see it. */
  ofGuest(contactId: number): Invitation | undefined {
    return this.byGuest.get(contactId);
  }

  /** The link stops working and the guest is out at once. Errors: not_found. */
  async revoke(invitationId: number, options: Cancellable = {}): Promise<void> {
    await this.deps.requests.tell({ case: "revokeInvitation", value: { invitationId } }, options);
  }

  /** Sends the e-mail or text message once more. Errors: not_found, bad_request (nothing to send), limit_reached. */
  async resend(invitationId: number, options: Cancellable = {}): Promise<void> {
    await this.deps.requests.tell({ case: "resendInvitation", value: { invitationId } }, options);
  }

  onSnapshot(invitations: readonly Invitation[]): void {
    this.inSnapshot ??= new Set();
    for (const { invitationId } of invitations) this.inSnapshot.add(invitationId);
    this.put(invitations);
  }

  /** The last frame of the snapshot was read: what it did not name is kept no longer. */
  onSnapshotEnd(): void {
    const named = this.inSnapshot ?? new Set();
    this.inSnapshot = undefined;
    const gone = [...this.byId.values()].filter(({ invitationId }) => !named.has(invitationId));
    for (const { invitationId, contactId } of gone) {
      this.byId.delete(invitationId);
      this.byGuest.delete(contactId);
    }
    if (gone.length > 0) this.publish();
  }

  onEvent(invitation: Invitation): void {
    this.put([invitation]);
  }

  onLost(): void {
    this.inSnapshot = undefined;
  }

  clear(): void {
    this.byId.clear();
    this.byGuest.clear();
    this.publish();
  }

  private put(invitations: readonly Invitation[]): void {
    const changes: InvitationChange[] = [];
    for (const invitation of invitations) {
      const before = this.byId.get(invitation.invitationId);
      if (before && before.version > invitation.version) continue;
      if (before && JSON.stringify(before) === JSON.stringify(invitation)) continue;
      this.byId.set(invitation.invitationId, invitation);
      this.byGuest.set(invitation.contactId, invitation);
      changes.push({ type: "invitationChanged", invitation, before });
    }
    if (changes.length === 0) return;
    this.publish();
    for (const change of changes) this.deps.onChange(change);
  }

  private publish(): void {
    this.cell.set([...this.byId.values()].sort((a, b) => b.invitationId - a.invitationId));
  }
}
