const even = require('./cycle-even.cjs');
console.log('odd sees', Object.keys(even).join());
exports.isOdd = (n) => n !== 0 && even.isEven(n - 1);
