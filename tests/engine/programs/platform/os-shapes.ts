import os from 'node:os';

console.log(os.EOL === '\n', os.platform(), os.type(), os.endianness(), os.devNull);
console.log(os.cpus().length > 0, Object.keys(os.cpus()[0]!), Object.keys(os.cpus()[0]!.times));
console.log(os.totalmem() > 0, os.freemem() > 0, os.freemem() <= os.totalmem(), os.uptime() > 0);
console.log(os.loadavg().length, os.availableParallelism() > 0, typeof os.hostname());
console.log(os.constants.signals.SIGTERM, os.constants.signals.SIGKILL, os.constants.errno.ECONNREFUSED);
console.log(Object.keys(os.userInfo()).sort(), typeof os.homedir(), typeof os.tmpdir());
