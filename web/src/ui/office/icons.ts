/** Icons of account and administration, drawn like those of `Icon.tsx`. */
export const officeIcons = {
  key: { path: "M12.5 11a4 4 0 1 0-3.8-2.8L3 14v3h3v-2h2v-2h1.5l1.2-1.9c.6 0 1.2-.1 1.8-.1ZM13.5 6.5h.01" },
  device: { path: "M3 4.5h14v9H3zM7 16.5h6" },
  company: { path: "M4.5 17V4h7v13M11.5 8.5h4V17M3 17h14M7 7.2h2M7 10.2h2M7 13.2h2" },
  hook: { path: "M7.2 7.8a3 3 0 1 1 4.5-.9l-2.3 4M13.7 9.5a3 3 0 1 1-1 5.8M10.5 14H6.9a3 3 0 1 1-3.2-3" },
  list: { path: "M4 5.5h12M4 10h12M4 14.5h7" },
  server: { path: "M3.5 4h13v5h-13zM3.5 11h13v5h-13zM6.5 6.5h.01M6.5 13.5h.01" },
  trash: { path: "M4 5.5h12M8 5.5V3.5h4v2M5.5 5.5 6.3 17h7.4l.8-11.5M8.5 8.5v5.5M11.5 8.5v5.5" },
  copy: { path: "M7 7h9.5v9.5H7zM13 7V3.5H3.5V13H7" },
} as const;
