/** How the platform's classes take their arguments, in the words of Node's. */

/** @throws TypeError when fewer were given */
export function argumentsNeeded(where: string, needed: number, given: number): void {
  if (given >= needed) return;
  const only = given === 0 ? '0' : `only ${given}`;
  throw new TypeError(
    `${where}: ${needed} argument${needed > 1 ? 's' : ''} required, but ${only} found.`,
  );
}

/** A text of which every character is one byte. @throws TypeError for any other */
export function byteString(value: unknown): string {
  const text = String(value);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code > 255) {
      throw new TypeError(
        `Cannot convert argument to a ByteString because the character at index ${i} has a value of ${code} which is greater than 255.`,
      );
    }
  }
  return text;
}
