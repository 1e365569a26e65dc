const encoder = new TextEncoder();
console.log(encoder.encode('aé€😀\ud800'), encoder.encoding);
console.log(encoder.encodeInto('é€', new Uint8Array(3)));
const decoder = new TextDecoder();
console.log(decoder.decode(new Uint8Array([0xef, 0xbb, 0xbf, 0x61])), decoder.decode(new Uint8Array([0xc3])));
console.log(decoder.decode(new Uint8Array([0xe2, 0x82]), { stream: true }), decoder.decode(new Uint8Array([0xac])));
try {
  new TextDecoder('utf-8', { fatal: true }).decode(new Uint8Array([0xff]));
} catch (error) {
  console.log((error as Error).name);
}
console.log(new TextDecoder('utf-16le').decode(new Uint8Array([0x61, 0])), new TextDecoder('latin1').encoding);
console.log(atob('aGVsbG8='), btoa('hello'), new TextDecoder('utf-8', { ignoreBOM: true }).ignoreBOM);
try {
  btoa('€');
} catch (error) {
  console.log((error as DOMException).name);
}
