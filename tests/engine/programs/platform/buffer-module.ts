import buffer, { Buffer as Same, constants, isAscii, isUtf8, kMaxLength, transcode } from 'node:buffer';

console.log(Same === Buffer, buffer.Buffer === Buffer, constants.MAX_STRING_LENGTH > 1e8);
console.log(kMaxLength === constants.MAX_LENGTH, buffer.INSPECT_MAX_BYTES);
console.log(isUtf8(Buffer.from('é')), isUtf8(Buffer.from([0xff])), isAscii(Buffer.from('é')));
console.log(transcode(Buffer.from('é'), 'utf8', 'latin1'), transcode(Buffer.from('€'), 'utf8', 'ascii'));
console.log(buffer.atob('aGk='), buffer.btoa('hi'), atob === buffer.atob);
