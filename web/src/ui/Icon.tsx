/** The icons of the app: 20 px line drawings that take the colour of the text. Always decoration, so hidden from readers. */
const paths = {
  back: "M12 4 6 10l6 6",
  close: "m5 5 10 10M15 5 5 15",
  plus: "M10 4v12M4 10h12",
  search: "M9 15A6 6 0 1 0 9 3a6 6 0 0 0 0 12Zm4.3-1.7L17 17",
  send: "M3.5 10 16.5 4l-4.5 12.5-2.6-4.9zM9.4 11.6 16.5 4",
  people: "M7.5 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2 16.5c0-3 2.2-4.8 5.5-4.8S13 13.5 13 16.5M13 9.3a2.6 2.6 0 1 0-.8-5.1M14.8 12.1c2 .5 3.2 2 3.2 4.4",
  addPerson: "M8 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16.5c0-3 2.2-4.8 5.5-4.8 1.5 0 2.8.4 3.7 1M15 11.5v5M12.5 14h5",
  room: "M3.5 5.5A1.5 1.5 0 0 1 5 4h10a1.5 1.5 0 0 1 1.5 1.5v7A1.5 1.5 0 0 1 15 14H9.5L6 17v-3H5a1.5 1.5 0 0 1-1.5-1.5z",
  eye: "M2 10s3-5.5 8-5.5S18 10 18 10s-3 5.5-8 5.5S2 10 2 10Zm8 2.3a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z",
  globe: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM3 10h14M10 3c2.5 2.3 2.5 11.7 0 14M10 3c-2.5 2.3-2.5 11.7 0 14",
  archive: "M3.5 4h13v3.5h-13zM4.5 7.5V16h11V7.5M8 10.5h4",
  edit: "m4 16 .8-3.3L13.5 4l2.5 2.5-8.7 8.7z",
  leave: "M8 4H4.5v12H8M12 6.5 15.5 10 12 13.5M15.5 10H8",
  down: "m5 8 5 5 5-5",
  retry: "M16 10a6 6 0 1 1-1.8-4.3M16 3.5V7h-3.5",
  warn: "M10 3 2.5 16.5h15zM10 8.5v3.5M10 14.2v.1",
  check: "m4.5 10.5 3.5 3.5 7.5-8",
  remove: "M8 9.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM2.5 16.5c0-3 2.2-4.8 5.5-4.8 1.5 0 2.8.4 3.7 1M12.5 14h5",
  mailAsk: "M3 5h14v10H3zM3 6l7 5 7-5",
  dots: "M5 10h.01M10 10h.01M15 10h.01",
  call: "M4 3.5h3l1.5 3.8-1.9 1.3a10 10 0 0 0 4.8 4.8l1.3-1.9 3.8 1.5v3c0 .6-.5 1-1 1C8.8 17 3 11.2 3 4.5c0-.5.4-1 1-1Z",
  hangUp: "M4 3.5h3l1.5 3.8-1.9 1.3a10 10 0 0 0 4.8 4.8l1.3-1.9 3.8 1.5v3c0 .6-.5 1-1 1C8.8 17 3 11.2 3 4.5c0-.5.4-1 1-1Z",
  mic: "M10 12.5a3 3 0 0 0 3-3v-4a3 3 0 0 0-6 0v4a3 3 0 0 0 3 3ZM4.5 9.5a5.5 5.5 0 0 0 11 0M10 15v2.5",
  micOff: "M13 9.5v-4a3 3 0 0 0-5.8-1M7 7v2.5a3 3 0 0 0 4.3 2.7M4.5 9.5a5.5 5.5 0 0 0 8.6 4.5M15.5 9.5c0 .8-.2 1.5-.4 2.2M10 15v2.5M3 3l14 14",
  camera: "M3.5 5.5h8a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1h-8a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1ZM12.5 9l5-2.7v7.4l-5-2.7",
  cameraOff: "M8.5 5.5h3a1 1 0 0 1 1 1V9l5-2.7v7.4l-2.2-1.2M12.3 14.2a1 1 0 0 1-.8.3h-8a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1M3 3l14 14",
  screen: "M3 4.5h14v9H3zM7 17h6M10 13.5V17M10 11V7M8 9l2-2 2 2",
  screenOff: "M3 4.5h14v9H3zM7 17h6M10 13.5V17M8 7l4 4M12 7l-4 4",
  grid: "M3.5 3.5h5.5v5.5H3.5zM11 3.5h5.5v5.5H11zM3.5 11h5.5v5.5H3.5zM11 11h5.5v5.5H11z",
  speaker: "M3 3.5h14v9H3zM3 15h3.5v2H3zM8.3 15h3.5v2H8.3zM13.5 15H17v2h-3.5z",
  sound: "M3.5 8v4h2.8L10 15V5L6.3 8zM12.5 7.5a3.5 3.5 0 0 1 0 5M14.8 5.5a6.4 6.4 0 0 1 0 9",
  settings: "M3 6h7M14 6h3M3 14h3M10 14h7M12 8a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM8 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  minimise: "M16.5 3.5 11.5 8.5M11.5 4.5v4h4M3.5 16.5l5-5M8.5 15.5v-4h-4",
  expand: "M11.5 3.5h5v5M16.5 3.5l-5 5M8.5 16.5h-5v-5M3.5 16.5l5-5",
  pin: "M7 3.5h6l-.8 5 2.3 2.5H5.5l2.3-2.5zM10 11v6",
  skip: "M4 10h12",
  lock: "M5 9h10v8H5zM7 9V6.5a3 3 0 0 1 6 0V9M10 12.5v1.5",
  attach: "m15.5 9.5-5.8 5.8a3.4 3.4 0 0 1-4.8-4.8l6-6a2.3 2.3 0 0 1 3.2 3.2l-5.8 5.8a1.1 1.1 0 0 1-1.6-1.6l5.3-5.3",
  file: "M5.5 2.5h6l3.5 3.5v11.5h-9.5zM11.5 2.5V6H15",
  download: "M10 3.5v9M6 9l4 4 4-4M4 16.5h12",
  logout: "M8 4H4.5v12H8M12 6.5 15.5 10 12 13.5M15.5 10H8",
} as const;

/** An icon that few pages need stands beside them. */
export interface Drawing { readonly path: string }

export type IconName = keyof typeof paths | Drawing;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth={1.6}
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true" focusable="false">
      <path d={typeof name === "string" ? paths[name] : name.path} transform={name === "hangUp" ? "rotate(135 10 10)" : undefined} />
    </svg>
  );
}
