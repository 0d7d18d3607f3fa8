/** Small pictures of image files, drawn anew in the browser: what is shown are pixels of ours, never the file itself. */

/** Larger ones would take too much memory to decode. */
const mostBytes = 40 * 1024 * 1024;
const mostPx = { width: 640, height: 480 };

/** The address of a picture for `<img>`; undefined where it is no image that a browser draws. Revoke it in the end. */
export async function imagePreview(blob: Blob): Promise<string | undefined> {
  if (blob.size === 0 || blob.size > mostBytes || !(await looksLikeImage(blob))) return undefined;
  try {
    const bitmap = await createImageBitmap(blob);
    const scale = Math.min(1, mostPx.width / bitmap.width, mostPx.height / bitmap.height);
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    const drawn = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    return drawn ? URL.createObjectURL(drawn) : undefined;
  } catch {
    return undefined; // it only looked like one
  }
}

/** By its first bytes, whatever name and type say. SVG is a program and no picture here. */
export async function looksLikeImage(blob: Blob): Promise<boolean> {
  const head = new Uint8Array(await blob.slice(0, 12).arrayBuffer().catch(() => new ArrayBuffer(0)));
  const begins = (at: number, ...bytes: number[]) => bytes.every((byte, i) => head[at + i] === byte);
  return begins(0, 0x89, 0x50, 0x4e, 0x47) || begins(0, 0xff, 0xd8, 0xff) || begins(0, 0x47, 0x49, 0x46, 0x38)
    || (begins(0, 0x52, 0x49, 0x46, 0x46) && begins(8, 0x57, 0x45, 0x42, 0x50));
}
