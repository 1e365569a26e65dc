const http = require('http');
const { EventEmitter } = require('node:events');
const data = require('./data.json');
const even = require('./cycle-even.cjs');
const folder = require('./folder');

console.log(typeof http.createServer, EventEmitter === require('events'), data.list[1]);
console.log(even.isEven(4), even.isOdd(7), folder, require('./folder') === folder);
console.log(require('./data') === data, require('./folder/index') === folder);

console.log(this === module.exports, exports === module.exports, typeof require, typeof arguments);
console.log(arguments.length >= 5, arguments[0] === exports, arguments[2] === module);
console.log(__filename.split('/').at(-1), __dirname.split('/').at(-1), module.filename === __filename);
console.log(module.loaded, module.path === __dirname, module.id === __filename);
console.log(module.children.map((child) => child.id.split('/').slice(-1)[0]).join());
console.log(require.resolve('fs'), require.resolve('./data.json').endsWith('/commonjs/data.json'));
console.log(Object.keys(require.cache).map((name) => name.split('/').at(-1)).join());

for (const missing of ['./gone', './folder/gone.js', 'no-such-package']) {
  try {
    require(missing);
  } catch (error) {
    console.log(error.code, error.message.split('\n')[0], error.requireStack.length, error instanceof Error);
  }
}
try {
  require(5);
} catch (error) {
  console.log(error.code, error.message);
}

// A module that throws is tried again.
for (let i = 0; i < 2; i++) {
  try {
    require('./throws.cjs');
  } catch (error) {
    console.log('threw', error.message);
  }
}

// Not strict: as every CommonJS file.
undeclared = 5;
console.log(undeclared, (function () { return this === globalThis; })());
delete global.undeclared;

// An ES module, at once.
const es = require('./es.mjs');
console.log(es.default, es.named, es.fromCommonJs);
try {
  require('./es-awaits.mjs');
} catch (error) {
  console.log(error.code);
}

delete require.cache[require.resolve('./counted.cjs')];
console.log(require('./counted.cjs') === require('./counted.cjs'));
const first = require('./counted.cjs');
delete require.cache[require.resolve('./counted.cjs')];
console.log(first === require('./counted.cjs'), require('./counted.cjs').count);

queueMicrotask(() => console.log('loaded later', module.loaded));

exports.answer = 42;
exports.describe = (what) => `a ${what}`;
return;
console.log('never');
