const all = { a: 1 };
module.exports = all;
exports = module.exports;
