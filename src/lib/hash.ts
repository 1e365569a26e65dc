/**
 * A running 64-bit fingerprint of text: two FNV-1a lanes with different offsets and a mixed
 * second prime. For telling journals apart, not for security.
 */
export class Fingerprint {
  #a = 0x811c9dc5;
  #b = 0x1b873593;

  add(text: string): void {
    let a = this.#a;
    let b = this.#b;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 16777619);
      b = Math.imul(b ^ code, 0x5bd1e995) ^ (b >>> 15);
    }
    this.#a = a;
    this.#b = b;
  }

  /** 16 hex digits. */
  hex(): string {
    return hex8(this.#a) + hex8(this.#b);
  }
}

function hex8(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}
