exports.a = 1;
module.exports.b = 2;
exports['c'] = 3;
exports['d' + 'e'] = 4;
exports.__esModule = true;
