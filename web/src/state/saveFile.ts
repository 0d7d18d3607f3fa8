/** Saves a text as a file on the reader's device. What a file name may not hold becomes "_". */
export function saveFile(name: string, type: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = Object.assign(document.createElement("a"), { href: url, download: fileName(name) });
  link.click();
  URL.revokeObjectURL(url);
}

export function fileName(name: string): string {
  return name.replace(/[^\p{L}\p{N} .-]+/gu, "_");
}
