import http from 'node:http';

const attempt = (run: () => unknown): void => {
  try {
    console.log('fine', run());
  } catch (error) {
    const { name, code, message } = error as NodeJS.ErrnoException;
    console.log(name, code, message);
  }
};
attempt(() => http.validateHeaderName('content-type'));
attempt(() => http.validateHeaderName('content type'));
attempt(() => http.validateHeaderValue('x', 'plain'));
attempt(() => http.validateHeaderValue('x', 'new\nline'));
attempt(() => http.validateHeaderValue('x', undefined as never));
attempt(() => http.request({ method: 'GE T' }));
attempt(() => http.request({ path: '/a b' }));
attempt(() => http.request({ protocol: 'ftp:' }));
attempt(() => http.get('not a url'));
console.log(http.METHODS.length, http.STATUS_CODES[418], http.STATUS_CODES[599]);
console.log(http.maxHeaderSize, typeof http.setMaxIdleHTTPParsers);
