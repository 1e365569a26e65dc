/**
 * Where a name that programs find here does not do all that Node's does, in a few words for readers.
 * A key is `module.export`, `globals.name` or `process.member`; `module.*` is all of a module. Who
 * changes how one of them differs changes its words here; a key that names nothing fails a test.
 */
export const DIFFERENCES: Readonly<Record<string, string>> = {
  'buffer.kMaxLength': '2 GB at most',
  'crypto.randomBytes': 'drawn from the seed of the session',
  'crypto.randomInt': 'drawn from the seed of the session',
  'crypto.randomUUID': 'drawn from the seed of the session',
  'crypto.getHashes': 'lists the hashes there are',
  'crypto.createHash': 'MD5, RIPEMD, SHA-1, SHA-2, SHA-3, SHAKE and BLAKE2',
  'crypto.webcrypto': 'random values alone; subtle is refused',
  'events.getEventListeners': 'of emitters, not of an EventTarget',
  'os.cpus': 'the cores that the diagram gives the machine',
  'os.totalmem': 'the memory that the diagram gives the machine',
  'os.freemem': 'always all of it',
  'os.loadavg': 'always 0',
  'os.networkInterfaces': 'empty',
  'perf_hooks.performance': 'virtual time; no observers',
  'sqlite.DatabaseSync':
    'SQLite 3.54, 256 MB of memory for each process; no extensions, no FTS3 and no GEOPOLY; write-ahead logs without a -shm file',
  'sqlite.StatementSync': 'freed with its database, not when it is collected',
  'sqlite.backup': 'holds the event loop while it copies so many pages',
  'util.types': 'a Proxy cannot be told from what it wraps',
  'globals.crypto': 'random values alone, drawn from the seed; subtle is refused',
  'globals.fetch': 'http: between the machines of the diagram',
  'globals.performance': 'virtual time',
  'globals.Date': 'virtual time, in UTC',
  'globals.URL': 'the origin of a file: URL is as the browser says it',
  'globals.ReadableStream': 'the browser’s own: which callback comes first may differ',
  'globals.FormData': 'fields of text, no files',
  'globals.structuredClone': 'transfers ArrayBuffers alone',
  'process.memoryUsage': 'fixed numbers',
  'process.cpuUsage': 'always 0',
  'process.resourceUsage': 'fixed numbers',
  'process.kill': 'the process itself alone',
  'process.hrtime': 'virtual time',
  'process.stdin': 'nobody types',
  'process.cwd': 'always /app',
};

/** Names that exist so that an import does not fail, and say what to do instead when used. */
export const REFUSED_WHEN_USED: Readonly<Record<string, string>> = {
  'async_hooks.AsyncLocalStorage': 'Hand what belongs to a request on as an argument.',
  'async_hooks.AsyncResource': 'Hand what belongs to a request on as an argument.',
  'async_hooks.createHook': 'Hand what belongs to a request on as an argument.',
  'buffer.Blob': 'Use a Buffer.',
  'process.chdir': 'Use full paths.',
};
