import process2, { argv, env, exit, pid } from 'node:process';

console.log(process2 === process, argv === process.argv, env === process.env);
console.log(exit === process.exit, pid === process.pid);
console.log(process.argv.length, typeof process.argv0, process.execArgv.length >= 0);
console.log(process.platform, process.version.split('.')[0], process.versions.node.split('.')[0]);
console.log(process.release.name, typeof process.title, typeof process.cwd());
console.log(Object.prototype.toString.call(process), typeof process.features);
console.log(process.exitCode, typeof process.pid, typeof process.ppid);
