export { CallStage } from "../features/call/CallStage";
export { IncomingCalls } from "../features/call/IncomingCalls";
export { LastCall } from "../features/call/LastCall";
export { Preview } from "../features/call/Preview";
export { RoomCall } from "../features/call/RoomCall";
