declare module 'readable-stream/lib/stream.js' {
  import stream from 'node:stream';

  export default stream;
}
