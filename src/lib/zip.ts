/**
 * A ZIP archive of a few texts, stored and not compressed: whatever opens archives opens it, and it
 * needs nothing of the platform. APPNOTE.TXT, sections 4.3.7, 4.3.12 and 4.3.16.
 */
import { crc32 } from './crc32.ts';

const VERSION = 20;
/** Bit 11: names are UTF-8. */
const UTF8 = 0x0800;
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;

/** Fields of 2 and 4 bytes, little-endian, one after the other. */
function record(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(fields.reduce((sum, [size]) => sum + size, 0)));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) bytes.setUint16(at, value, true);
    else bytes.setUint32(at, value, true);
    at += size;
  }
  return new Uint8Array(bytes.buffer);
}

/** Day and time as MS-DOS counts them, in the clock of whoever makes the archive. */
function dosTime(at: Date): { day: number; time: number } {
  return {
    day: ((at.getFullYear() - 1980) << 9) | ((at.getMonth() + 1) << 5) | at.getDate(),
    time: (at.getHours() << 11) | (at.getMinutes() << 5) | (at.getSeconds() >> 1),
  };
}

/** Texts by path, with `/` between folders. */
export function zip(files: Readonly<Record<string, string>>, at: Date): Uint8Array<ArrayBuffer> {
  const { day, time } = dosTime(at);
  const utf8 = new TextEncoder();
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const [path, text] of Object.entries(files)) {
    const name = utf8.encode(path);
    const content = utf8.encode(text);
    const { length } = content;
    // What both headers say of a file: flags, method 0, when, checksum, sizes, length of its name.
    const about = [
      [2, UTF8],
      [2, 0],
      [2, time],
      [2, day],
      [4, crc32(content)],
      [4, length],
      [4, length],
      [2, name.length],
      [2, 0],
    ] as const;
    const header = record([4, LOCAL], [2, VERSION], ...about);
    parts.push(header, name, content);
    // No comment, disk 0, no attributes.
    const rest = [
      [2, 0],
      [2, 0],
      [2, 0],
      [4, 0],
      [4, offset],
    ] as const;
    directory.push(record([4, CENTRAL], [2, VERSION], [2, VERSION], ...about, ...rest), name);
    offset += header.length + name.length + length;
  }
  const count = directory.length / 2;
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record(
    [4, END],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, size],
    [4, offset],
    [2, 0],
  );
  return join([...parts, ...directory, end]);
}

function join(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
