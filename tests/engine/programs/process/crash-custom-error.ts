class PaymentError extends Error {
  override name = 'PaymentError';
}
console.log('begins');
setTimeout(() => {
  throw new PaymentError('card declined');
}, 40);
