const a = 1;
module.exports = { a, b: 'text', c: a };
