const buffer = Buffer.alloc(16);
console.log(buffer.writeUInt8(255, 0), buffer.writeInt16LE(-2, 1), buffer.writeUInt32BE(0xdeadbeef, 3));
console.log(buffer.writeFloatLE(1.5, 7), buffer.writeIntBE(-5, 11, 3), buffer.toString('hex'));
console.log(buffer.readUInt8(0), buffer.readInt16LE(1), buffer.readUInt32BE(3).toString(16));
console.log(buffer.readFloatLE(7), buffer.readIntBE(11, 3), buffer.readUIntLE(3, 4));
const wide = Buffer.alloc(16);
wide.writeBigInt64LE(-7n, 0);
wide.writeDoubleBE(Math.PI, 8);
console.log(wide.readBigInt64LE(0), wide.readDoubleBE(8), wide.readBigUInt64BE(8));
console.log(wide.readUint8(0), wide.readUint16BE(0), Buffer.from([1, 2, 3, 4]).swap16(), Buffer.from([1, 2, 3, 4]).swap32());
for (const run of [
  () => buffer.readUInt8(16),
  () => buffer.writeUInt8(256, 0),
  () => buffer.readInt32LE(14),
  () => buffer.writeInt8(-129, 0),
]) {
  try {
    run();
  } catch (error) {
    console.log((error as Error).name, (error as NodeJS.ErrnoException).code);
  }
}
