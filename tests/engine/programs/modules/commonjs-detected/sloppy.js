// Only CommonJS may say this.
var octal = 010;
with ({ inner: octal }) {
  module.exports = inner;
}
