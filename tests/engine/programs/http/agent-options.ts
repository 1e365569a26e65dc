import http from 'node:http';

const plain = new http.Agent();
console.log(plain.keepAlive, plain.maxSockets, plain.maxFreeSockets, plain.scheduling);
const kept = new http.Agent({ keepAlive: true, maxSockets: 3, maxFreeSockets: 1, scheduling: 'fifo' });
console.log(kept.keepAlive, kept.maxSockets, kept.maxFreeSockets, kept.scheduling);
console.log(plain.maxTotalSockets);
console.log(http.globalAgent.keepAlive, http.globalAgent.options.timeout);
console.log(kept.getName({ host: 'a', port: 80 }), plain.getName({ host: 'b', port: 1 }));
console.log(plain.defaultPort, plain.protocol, typeof plain.createConnection);
console.log(Object.keys(plain.sockets), Object.keys(plain.requests), Object.keys(plain.freeSockets));
