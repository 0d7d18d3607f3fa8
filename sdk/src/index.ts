/** Foyer's SDK: rooms, people and presence of one user at one server. */
export { normaliseHost } from "./client/basic_client.js";
export type { Change, ChatClientOptions, Feature, FirstAdministrator, NewRoom } from "./client/basic_client.js";
export { ChatClient } from "./client/chat_client.js";
export { VERSION } from "./client/version.js";
export { ChatRoom } from "./rooms/chat_room.js";
export type { HistoryOptions, PostOptions, RoomChanges, RoomHappening } from "./rooms/chat_room.js";
export type { RoomMember, RoomStanding, RoomView } from "./rooms/room_view.js";
export type { GuestDescription, PartyInit } from "./rooms/party.js";
export { Invitations } from "./guests/invitations.js";
export type { InvitationChange } from "./guests/invitations.js";
export { Calls } from "./calls/calls.js";
export type { CallChange } from "./calls/calls.js";
export { Call } from "./calls/call.js";
export type { CallEnding, CallPeerView, CallStanding, CallView } from "./calls/call_view.js";
export { DeviceError } from "./calls/device_error.js";
export type { DeviceErrorReason, DeviceKind } from "./calls/device_error.js";
export { Devices } from "./calls/devices.js";
export type { Device } from "./calls/devices.js";
export { Diagnosis } from "./calls/diagnosis.js";
export type { Finding, FindingName, FindingState } from "./calls/diagnosis.js";
export { LocalMedia } from "./calls/local_media.js";
export type { LocalDevice, LocalMediaView } from "./calls/local_media.js";
export { StreamMedia } from "./calls/outgoing_media.js";
export type { OutgoingMedia, OutgoingTrack, Sending, Shows } from "./calls/outgoing_media.js";
export type { LinkState } from "./calls/peer_link.js";
export { Playback } from "./calls/playback.js";
export type { Playable } from "./calls/playback.js";
export type { LinkQuality, QualityLevel } from "./calls/quality.js";
export type { RemoteStream } from "./calls/remote_streams.js";
export { Timeline } from "./rooms/timeline.js";
export type { TimelineView } from "./rooms/timeline.js";
export type { PendingPost } from "./requests/outbox.js";
export type { Person, PersonResource } from "./people/people.js";
export { ChatFile } from "./files/chat_file.js";
export type { FileReceiverView, FileStanding, FileView, ReceiverStatus } from "./files/file_view.js";
export { ChatCommand } from "./commands/chat_command.js";
export type { CommandState, CommandView } from "./commands/chat_command.js";
export { Account } from "./session/account.js";
export { Session } from "./session/session.js";
export type { Credentials, LoggedIn } from "./session/session.js";
export type { CloseReason, Link } from "./transport/link.js";
export type { BackoffRules } from "./transport/backoff.js";
export { ChatError } from "./base/chat_error.js";
export type { ChatErrorCode } from "./base/chat_error.js";
export { globalEnvironment } from "./base/global_environment.js";
export type { SocketConstructor } from "./base/global_environment.js";
export type { AvPlatform, BytesAnswer, BytesRequest, Environment, FilePlatform, HttpAnswer, HttpRequest, KeyStore, Socket, SocketEvents } from "./base/environment.js";
export { consoleLogger } from "./base/logger.js";
export type { Logger, LogLevel } from "./base/logger.js";
export type { Store } from "./base/store.js";
export type { Cancellable } from "./base/abort.js";
export type {
  CallEnd,
  CallParty,
  CallPartyState,
  DeliveryState,
  HistoryPage,
  Invitation,
  InvitationChannel,
  InvitationFace,
  InvitationState,
  Limits,
  MemberState,
  Message,
  PersonKind,
  PublicRoom,
  PublicRooms,
  RosterState,
  Self,
  ServerInfo,
  Show,
} from "./wire/index.js";
