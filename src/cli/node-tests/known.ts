/**
 * Why tests that are asked do not pass: groups, each with the reason and the tests' names without
 * `test-` and `.js`.
 */
const REASONS: readonly (readonly [why: string, names: readonly string[]])[] = [
  [
    'writes to, or reads from, the socket itself: connections carry messages here, not bytes',
    [
      'http-byteswritten',
      'http-destroyed-socket-write2',
      'http-no-read-no-dump',
      'http-outgoing-end-cork',
      'http-remove-header-stays-removed',
      'http-request-method-delete-payload',
      'http-response-cork',
      'http-response-drain-cork',
      'http-server-unconsume-consume',
      'http-socket-encoding-error',
    ],
  ],
  [
    'CONNECT and Upgrade hand a raw socket over: refused here',
    [
      'http-after-connect',
      'http-connect',
      'http-connect-req-res',
      'http-parser-freed-before-upgrade',
      'http-upgrade-advertise',
      'http-upgrade-client2',
    ],
  ],
  [
    "calls or replaces an agent's inner methods (`addRequest`, `removeSocket`, `createConnection`)",
    [
      'http-addrequest-localaddress',
      'http-agent-abort-controller',
      'http-agent-close',
      'http-agent-error-on-idle',
      'http-agent-free-socket-data-guard',
      'http-agent-highwatermark-reuse',
      'http-agent-keylog-existing-sockets',
      'http-agent-remove',
      'http-client-defaults',
      'http-client-path-toctou',
    ],
  ],
  [
    "looks at when an agent's sockets time out, one by one: requests keep their own time here",
    [
      'http-agent-timeout',
      'http-agent-timeout-option',
      'http-client-set-timeout',
      'http-client-set-timeout-after-end',
      'http-client-timeout-option-listeners',
      'http-client-timeout-option-with-agent',
      'http-server-consumed-timeout',
    ],
  ],
  [
    "fields that are Node's own business (`_readableState`, `parser`, `_implicitHeader`, `_repeat`)",
    [
      'http-client-request-listeners-leak',
      'http-incoming-matchKnownFields',
      'http-incoming-message-connection-setter',
      'http-outgoing-destroyed',
      'http-outgoing-properties',
      'http-outgoing-proto',
      'http-outgoing-settimeout',
      'http-req-res-close',
      'http-server-connection-list-when-close',
      'http-server-delete-parser',
      'timers-timeout-to-interval',
      'timers-unenroll-unref-interval',
    ],
  ],
  [
    'heads that are wrong on purpose: what HTTP forbids is not parsed, so it is not refused either',
    [
      'http-double-content-length',
      'http-localaddress-bind-error',
      'http-response-multi-content-length',
      'http-server-de-chunked-trailer',
    ],
  ],
  [
    'options that labs do not need: `uniqueHeaders`, rejections of HTTP listeners as answers',
    [
      'http-multiple-headers',
      'http-outgoing-message-capture-rejection',
      'http-server-capture-rejections',
    ],
  ],
  [
    'order and number of events in a corner: `free` of a destroyed socket, `readable` beside `data`',
    [
      'http-agent-destroyed-socket',
      'http-agent-maxsockets-respected',
      'http-keepalive-free',
      'http-readable-data-event',
    ],
  ],
  ['a request timeout beyond 32 bits gets no warning', ['http-timeout-client-warning']],
  [
    'counts listeners of an AbortSignal, which browsers do not tell',
    ['events-once', 'http-client-abort-destroy'],
  ],
  [
    "what browsers' Workers have and services do not: WebSocket, SharedArrayBuffer",
    ['http-import-websocket', 'http-keep-alive-timeout-race-condition'],
  ],
];

/** The reason for a test that does not pass, by its file's name. */
export function reasonFor(name: string): string | undefined {
  const bare = name.replace(/^test-|\.js$/g, '');
  return REASONS.find(([, names]) => names.includes(bare))?.[0];
}
