exports.isEven = (n) => n === 0 || odd.isOdd(n - 1);
const odd = require('./cycle-odd.cjs');
console.log('even sees', Object.keys(odd).join(), module.loaded);
exports.isOdd = odd.isOdd;
