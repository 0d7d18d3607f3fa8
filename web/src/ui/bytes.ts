const units = ["KB", "MB", "GB", "TB"];

/** "1 byte", "812 bytes", "2.4 MB": as people read it. */
export function bytesWord(bytes: number): string {
  if (bytes < 1024) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  let value = bytes;
  let unit = -1;
  while (value >= 1023.95 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}

/** A sentence of the server with its numbers of bytes as people read them. */
export function bytesInWords(sentence: string): string {
  return sentence.replace(/\b(\d{4,})(?: bytes)?\b/gu, (_, digits: string) => bytesWord(Number(digits)));
}

/** "PDF", "JPEG": what the end of a name says, where it says anything. */
export function kindWord(name: string): string {
  const [, ending = ""] = /\.([a-z0-9]{1,5})$/iu.exec(name) ?? [];
  return ending ? ending.toUpperCase() : "File";
}
