/** Letters and digits that nobody takes for one another. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

/** A password to be told on: 16 characters (79 bits) in groups. `random` fills with random bytes. */
export function newPassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  let letters = "";
  while (letters.length < 16) {
    for (const byte of random(new Uint8Array(32))) {
      // Bytes beyond the last whole alphabet would make some letters likelier.
      if (byte < 256 - (256 % alphabet.length) && letters.length < 16) letters += alphabet[byte % alphabet.length];
    }
  }
  return letters.match(/.{4}/gu)!.join("-");
}
