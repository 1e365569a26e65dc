/** Reads an archive as unpackers do: from the directory at its end. Stored files only. */
import { crc32 } from 'node:zlib';

export function unzip(bytes: Uint8Array): Record<string, string> {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = view.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('There is no directory at the end.');
  const files: Record<string, string> = {};
  let at = view.readUInt32LE(end + 16);
  for (let left = view.readUInt16LE(end + 10); left > 0; left -= 1) {
    if (view.toString('latin1', at, at + 4) !== 'PK\x01\x02') throw new Error('Not an entry.');
    const [method, check, size] = [
      view.readUInt16LE(at + 10),
      view.readUInt32LE(at + 16),
      view.readUInt32LE(at + 24),
    ];
    const nameLength = view.readUInt16LE(at + 28);
    const name = view.toString('utf8', at + 46, at + 46 + nameLength);
    const local = view.readUInt32LE(at + 42);
    if (view.toString('latin1', local, local + 4) !== 'PK\x03\x04') throw new Error('Not a file.');
    const from = local + 30 + view.readUInt16LE(local + 26) + view.readUInt16LE(local + 28);
    const content = view.subarray(from, from + size);
    if (method !== 0 || crc32(content) !== check) throw new Error(`${name} is damaged.`);
    files[name] = content.toString('utf8');
    at += 46 + nameLength + view.readUInt16LE(at + 30) + view.readUInt16LE(at + 32);
  }
  if (at !== end) throw new Error('The directory is not as long as its entries.');
  return files;
}
